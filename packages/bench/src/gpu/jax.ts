import "./dawn.ts";
import { jax } from "../libs/jax/index.ts";
import { serve } from "./serve.ts";

serve(jax);
