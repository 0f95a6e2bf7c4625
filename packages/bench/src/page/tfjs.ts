// The page that serves TFJS alone, so that its bytes can be weighed.
import { tfjs } from "../libs/tfjs/index.ts";
import { serve } from "./serve.ts";

serve(tfjs);
