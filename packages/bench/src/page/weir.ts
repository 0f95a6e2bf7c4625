// The page that serves Weir alone, so that its bytes can be weighed.
import { weir } from "../libs/weir/index.ts";
import { serve } from "./serve.ts";

serve(weir);
