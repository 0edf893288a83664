/** Where an engagement is opened in a browser: at Fairlead's own page of it, or, where the address has a place for its id, there. */
export const pageOf = (engagement: string, publicUrl: string): string => {
  const id = encodeURIComponent(engagement);
  return publicUrl.includes('{engagement}')
    ? publicUrl.replaceAll('{engagement}', id)
    : `${publicUrl}/engagements/${id}`;
};
