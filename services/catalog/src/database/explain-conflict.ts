import { aborted, alreadyExists } from "@backroom/kit";
import { DeadlockException, UniqueConstraintViolationException } from "@mikro-orm/core";

/**
 * Throws what the caller must know of a unique name or SKU that somebody else has, or of a deadlock
 * such as two products that take each other's SKU at once, and anything else as it is.
 */
export function explainConflict(thrown: unknown): never {
  if (thrown instanceof UniqueConstraintViolationException) {
    const { constraint } = thrown as { constraint?: string };
    if (constraint === "category_name") {
      throw alreadyExists("name", "there is a category of this name");
    }
    if (constraint === "product_sku") throw alreadyExists("sku", "another product has this SKU");
  }
  if (thrown instanceof DeadlockException) {
    throw aborted("name or sku", "is being taken by somebody else at this moment: try again");
  }
  throw thrown;
}
