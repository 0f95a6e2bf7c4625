import "./dawn.ts";
import { weir } from "../libs/weir/index.ts";
import { serve } from "./serve.ts";

serve(weir);
