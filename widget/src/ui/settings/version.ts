/** Of the package, as its `package.json` says; a test holds one against the other. */
export const version = '0.1.0';
