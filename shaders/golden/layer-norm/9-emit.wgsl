// sum_add: one row
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 48>;
@group(0) @binding(1) var<storage, read> b1: array<vec4<f32>, 8>;
@group(0) @binding(2) var<storage, read> b2: array<vec4<f32>, 8>;
@group(0) @binding(3) var<storage, read_write> b3: array<vec4<f32>, 48>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let task = i32(id.x);
  if (task >= 6) { return; }
  var r0_best: vec4<f32> = vec4<f32>(0.0f);
  let t0 = (task * 32);
  for (var r0_0: i32 = 0; r0_0 < 32; r0_0 += 4) {
    r0_best = (r0_best + b0[(r0_0 + t0) >> 2u]);
  }
  let r0 = ((r0_best[0] + r0_best[1]) + (r0_best[2] + r0_best[3]));
  var r1_best: vec4<f32> = vec4<f32>(0.0f);
  let t1 = vec4<f32>((r0 * 0.03125f));
  for (var r1_0: i32 = 0; r1_0 < 32; r1_0 += 4) {
    let t2 = (b0[(r1_0 + t0) >> 2u] - t1);
    r1_best = (r1_best + (t2 * t2));
  }
  let r1 = ((r1_best[0] + r1_best[1]) + (r1_best[2] + r1_best[3]));
  let t4 = vec4<f32>((1.0f / sqrt(((r1 * 0.03125f) + 0.000009999999747378752f))));
  for (var j: i32 = 0; j < 32; j += 4) {
    let t3 = (j + t0);
    b3[t3 >> 2u] = ((((b0[t3 >> 2u] - t1) * t4) * b1[j >> 2u]) + b2[j >> 2u]);
  }
}
