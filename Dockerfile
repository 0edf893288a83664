# One image for the worker and the API: they differ in the command only (see docker-compose.yml).
# Debian, not Alpine: Temporal's native core is built against glibc.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# Compiles what runs here, and prebuilds the workflow bundle: a worker then starts in a second, and needs no compiler.
RUN npm run build
# Never --omit=optional: the native parts of the packages come as optional dependencies.
RUN npm prune --omit=dev

FROM node:22-bookworm-slim
# For TLS to a Temporal server elsewhere: its native core reads the system's certificates, not Node's.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY --from=build /app/playbooks ./playbooks
# Made here, so that the volume mounted over it belongs to the user who writes into it.
RUN install --directory --owner node --group node /var/lib/fairlead
ENV FAIRLEAD_STATE_DIR=/var/lib/fairlead
USER node
CMD ["node", "build/worker/main.js"]
