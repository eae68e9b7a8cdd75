/** Python that esbuild puts into a bundle as text. */
declare module "*.py" {
  const text: string;
  export default text;
}
