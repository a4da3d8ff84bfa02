// These kill what a whole system consists of. Each form has one system, so all that is done to it is
// one file, whose tests run one after the other, while the other form's run beside them.
import "./services.ts";
import "./shutdown.ts";
import "./stores.ts";
