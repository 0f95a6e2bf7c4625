// max_div: one row
@group(0) @binding(0) var<storage, read> b0: array<f32, 60>;
@group(0) @binding(1) var<storage, read_write> b1: array<f32, 60>;
fn maximum(a: f32, b: f32) -> f32 {
  let number = select(max(a, b), b, (bitcast<u32>(b) & 0x7fffffffu) > 0x7f800000u);
  return select(number, a, (bitcast<u32>(a) & 0x7fffffffu) > 0x7f800000u);
}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let task = i32(id.x);
  if (task >= 6) { return; }
  let zero = id.z;
  var r0_best: f32 = bitcast<f32>(0xff800000u | zero);
  let t0 = (task * 10);
  for (var r0_0: i32 = 0; r0_0 < 10; r0_0++) {
    r0_best = maximum(r0_best, b0[(r0_0 + t0)]);
  }
  let r0 = r0_best;
  var r1_best: f32 = 0.0f;
  for (var r1_0: i32 = 0; r1_0 < 10; r1_0++) {
    r1_best = (r1_best + exp((b0[(r1_0 + t0)] - r0)));
  }
  let r1 = r1_best;
  for (var j: i32 = 0; j < 10; j++) {
    let t1 = (j + t0);
    b1[t1] = (exp((b0[t1] - r0)) / r1);
  }
}
