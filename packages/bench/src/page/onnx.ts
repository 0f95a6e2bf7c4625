// The page that serves ONNX Runtime Web alone, so that its bytes can be weighed.
import { onnx } from "../libs/onnx/index.ts";
import { serve } from "./serve.ts";

serve(onnx);
