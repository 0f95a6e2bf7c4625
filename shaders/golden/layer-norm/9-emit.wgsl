// sum_add: rows in 4 slices, 16 a workgroup, along
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 48>;
@group(0) @binding(1) var<storage, read> b1: array<vec4<f32>, 8>;
@group(0) @binding(2) var<storage, read> b2: array<vec4<f32>, 8>;
@group(0) @binding(3) var<storage, read_write> b3: array<vec4<f32>, 48>;
var<workgroup> r0_parts: array<f32, 64>;
var<workgroup> r1_parts: array<f32, 64>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let task = i32(id.x);
  let local_ = i32(lane);
  var r0_best: vec4<f32> = vec4<f32>(0.0f);
  let t0 = (local_ % 4);
  let t1 = (t0 * 4);
  let t4 = (local_ / 4);
  let t6 = (task * 16);
  let t7 = (t4 + t6);
  let t8 = (min(t7, 5) * 32);
  for (var r0_at: i32 = t1; r0_at < 32; r0_at += 16) {
    r0_best = (r0_best + b0[(r0_at + t8) >> 2u]);
  }
  r0_parts[local_] = ((r0_best[0] + r0_best[1]) + (r0_best[2] + r0_best[3]));
  workgroupBarrier();
  let t2 = (t0 < 2);
  let t9 = (local_ + 2);
  if (t2) {
    r0_parts[local_] = (r0_parts[local_] + r0_parts[t9]);
  }
  workgroupBarrier();
  let t3 = (t0 < 1);
  let t10 = (local_ + 1);
  if (t3) {
    r0_parts[local_] = (r0_parts[local_] + r0_parts[t10]);
  }
  workgroupBarrier();
  let t5 = (t4 * 4);
  let r0 = r0_parts[t5];
  var r1_best: vec4<f32> = vec4<f32>(0.0f);
  let t11 = vec4<f32>((r0 * 0.03125f));
  for (var r1_at: i32 = t1; r1_at < 32; r1_at += 16) {
    let t12 = (b0[(r1_at + t8) >> 2u] - t11);
    r1_best = (r1_best + (t12 * t12));
  }
  r1_parts[local_] = ((r1_best[0] + r1_best[1]) + (r1_best[2] + r1_best[3]));
  workgroupBarrier();
  if (t2) {
    r1_parts[local_] = (r1_parts[local_] + r1_parts[t9]);
  }
  workgroupBarrier();
  if (t3) {
    r1_parts[local_] = (r1_parts[local_] + r1_parts[t10]);
  }
  workgroupBarrier();
  let r1 = r1_parts[t5];
  let t14 = vec4<f32>((1.0f / sqrt(((r1 * 0.03125f) + 0.000009999999747378752f))));
  if ((t7 < 6)) {
    for (var j: i32 = t1; j < 32; j += 16) {
      let t13 = (j + t8);
      b3[t13 >> 2u] = ((((b0[t13 >> 2u] - t11) * t14) * b1[j >> 2u]) + b2[j >> 2u]);
    }
  }
}
