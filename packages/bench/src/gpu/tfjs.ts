import "./dawn.ts";
import { tfjs } from "../libs/tfjs/index.ts";
import { serve } from "./serve.ts";

serve(tfjs);
