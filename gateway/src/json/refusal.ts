/**
 * Says why a request cannot be read: the path of the field, such as `sales[3].quantity`, and the
 * rule that it breaks. The path grows from the inside out while the refusal travels up, so that
 * reading a sound request costs nothing for it.
 */
export class Refusal extends Error {
  readonly rule: string;
  path: string;

  constructor(rule: string, path = "") {
    super(rule);
    this.rule = rule;
    this.path = path;
  }

  /** Puts a field name or list index in front of the path. */
  under(segment: string | number): this {
    const inner = this.path === "" || this.path.startsWith("[") ? this.path : `.${this.path}`;
    this.path = typeof segment === "number" ? `[${segment}]${inner}` : `${segment}${inner}`;
    return this;
  }
}

/** Adds where it happened to a refusal on its way up; anything else passes as it is. */
export function placed(thrown: unknown, segment: string | number): unknown {
  return thrown instanceof Refusal ? thrown.under(segment) : thrown;
}
