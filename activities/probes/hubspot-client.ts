import {
  createConfiguration,
  FilterOperatorEnum,
  ResponseContext,
  SearchApi,
  ServerConfiguration,
  wrapHttpLibrary,
} from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import type { Filter } from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import type { Question } from './exchange.ts';
import type { HubspotFilter } from '../../src/probes/schema/hubspot.ts';

export type Ask = (url: string, question: Question) => Promise<string>;

export interface Search {
  readonly object: string;
  readonly filters: readonly HubspotFilter[];
  readonly properties?: readonly string[];
  /** By which property, the greatest first. */
  readonly newestBy?: string;
  readonly limit: number;
  readonly after?: string;
}

/** HubSpot's search, whose requests go our way: to one host, without redirects or retries, and no further than our limits. */
export function searchAt(origin: string, accessToken: string, ask: Ask): (search: Search) => Promise<unknown> {
  const api = new SearchApi(
    createConfiguration({
      baseServer: new ServerConfiguration(origin, {}),
      authMethods: { oauth2: { accessToken } },
      httpApi: wrapHttpLibrary({
        send: async (request) => {
          const body = request.getBody();
          const question = {
            method: request.getHttpMethod().toString(),
            headers: request.getHeaders(),
            ...(typeof body === 'string' && { body }),
          };
          const text = await ask(request.getUrl(), question);
          // Read as JSON, whatever it says it is.
          const headers = { 'content-type': 'application/json' };
          return new ResponseContext(200, headers, {
            text: () => Promise.resolve(text),
            binary: () => Promise.resolve(Buffer.from(text)),
          });
        },
      }),
    }),
  );
  return ({ object, filters, properties = [], newestBy, limit, after }) =>
    api.doSearch(object, {
      filterGroups: filters.length === 0 ? [] : [{ filters: filters.map(asFilter) }],
      properties: [...properties],
      sorts: newestBy === undefined ? [] : [`-${newestBy}`],
      limit,
      ...(after !== undefined && { after }),
    });
}

const operators: Readonly<Record<HubspotFilter['operator'], FilterOperatorEnum>> = {
  EQ: FilterOperatorEnum.Eq,
  NEQ: FilterOperatorEnum.Neq,
  LT: FilterOperatorEnum.Lt,
  LTE: FilterOperatorEnum.Lte,
  GT: FilterOperatorEnum.Gt,
  GTE: FilterOperatorEnum.Gte,
  BETWEEN: FilterOperatorEnum.Between,
  IN: FilterOperatorEnum.In,
  NOT_IN: FilterOperatorEnum.NotIn,
  HAS_PROPERTY: FilterOperatorEnum.HasProperty,
  NOT_HAS_PROPERTY: FilterOperatorEnum.NotHasProperty,
  CONTAINS_TOKEN: FilterOperatorEnum.ContainsToken,
  NOT_CONTAINS_TOKEN: FilterOperatorEnum.NotContainsToken,
};

const asFilter = ({ property, operator, value, highValue, values }: HubspotFilter): Filter => ({
  propertyName: property,
  operator: operators[operator],
  ...(value !== undefined && { value }),
  ...(highValue !== undefined && { highValue }),
  ...(values !== undefined && { values }),
});
