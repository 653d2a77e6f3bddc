/** Imported first by scripts that make links: the environment is read when the first module of the product loads. */
process.env.APP_SECRET ??= "a secret of this run only, long enough for it";
