/** What is wrong with a row, in words for whoever made the file. */
export class RowProblem extends Error {
  override name = "RowProblem";
}
