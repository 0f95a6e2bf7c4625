// The page that serves jax-js alone, so that its bytes can be weighed.
import { jax } from "../libs/jax/index.ts";
import { serve } from "./serve.ts";

serve(jax);
