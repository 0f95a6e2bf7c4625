// The page that serves jax-js alone, so that its bytes can be weighed.
import { jax } from "../libs/jax.ts";
import { serve } from "./serve.ts";

serve(jax);
