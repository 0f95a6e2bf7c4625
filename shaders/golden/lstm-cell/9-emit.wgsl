// copy_with_1: copy: 4 neighbours; copy: 4 neighbours
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 8>;
@group(0) @binding(1) var<storage, read_write> b1: array<vec4<f32>, 8>;
@group(0) @binding(2) var<storage, read> b2: array<vec4<f32>, 8>;
@group(0) @binding(3) var<storage, read_write> b3: array<vec4<f32>, 8>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let task = i32(id.x);
  if (task >= 72) { return; }
  if ((task < 8)) {
    let p0_task = task;
    let p0_t0 = (p0_task * 4);
    b1[p0_t0 >> 2u] = b0[p0_t0 >> 2u];
  } else {
    if (((64 <= task) & (task < 72))) {
      let p1_task = (task + (-64));
      let p1_t0 = (p1_task * 4);
      b3[p1_t0 >> 2u] = b2[p1_t0 >> 2u];
    }
  }
}


// matMul_add: 4 × 64 results by 16 invocations in 4 slices of k, across×4
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 96>;
@group(0) @binding(1) var<storage, read> b1: array<f32, 32>;
@group(0) @binding(2) var<storage, read> b2: array<vec4<f32>, 64>;
@group(0) @binding(3) var<storage, read_write> b3: array<vec4<f32>, 32>;
@group(1) @binding(0) var<uniform> turn0: vec4<i32>;
var<workgroup> parts: array<vec4<f32>, 256>;
fn start_b0() -> i32 { return 0 + turn0.x * 128; }
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let task = i32(id.x);
  let local_ = i32(lane);
  var sum_0: vec4<f32> = vec4<f32>(0.0f);
  var sum_1: vec4<f32> = vec4<f32>(0.0f);
  var sum_2: vec4<f32> = vec4<f32>(0.0f);
  var sum_3: vec4<f32> = vec4<f32>(0.0f);
  let t0 = (local_ / 16);
  let t2 = (local_ % 16);
  let t3 = (t2 * 4);
  for (var line_k: i32 = t0; line_k < 8; line_k += 4) {
    let long = b2[((line_k * 32) + t3) >> 2u];
    sum_0 = fma(vec4<f32>(b1[line_k]), long, sum_0);
    sum_1 = fma(vec4<f32>(b1[(line_k + 8)]), long, sum_1);
    sum_2 = fma(vec4<f32>(b1[(line_k + 16)]), long, sum_2);
    sum_3 = fma(vec4<f32>(b1[(line_k + 24)]), long, sum_3);
  }
  let t1 = (local_ * 4);
  parts[t1 >> 2u] = sum_0;
  parts[(t1 + 256) >> 2u] = sum_1;
  parts[(t1 + 512) >> 2u] = sum_2;
  parts[(t1 + 768) >> 2u] = sum_3;
  workgroupBarrier();
  var total_0: vec4<f32> = vec4<f32>(0.0f);
  let t4 = ((t0 * 256) + t3);
  for (var part_0: i32 = 0; part_0 < 4; part_0++) {
    total_0 = (total_0 + parts[((part_0 * 64) + t4) >> 2u]);
  }
  let t5 = ((t0 * 32) + t3);
  if ((t3 < 32)) {
    b3[t5 >> 2u] = (b0[(start_b0() + t5) >> 2u] + total_0);
  }
}


// add_and_2: 4 neighbours
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 32>;
@group(0) @binding(1) var<storage, read_write> b1: array<vec4<f32>, 8>;
@group(0) @binding(2) var<storage, read_write> b2: array<vec4<f32>, 8>;
@group(0) @binding(3) var<storage, read_write> b3: array<vec4<f32>, 24>;
@group(1) @binding(0) var<uniform> turn0: vec4<i32>;
fn start_b3() -> i32 { return 0 + turn0.x * 32; }
fn atMost4(a: vec4<f32>, number: vec4<f32>) -> vec4<f32> {
  return select(min(a, number), a, (bitcast<vec4<u32>>(a) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u));
}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let task = i32(id.x);
  if (task >= 8) { return; }
  let t0 = (task * 4);
  let old0 = b1[t0 >> 2u];
  let t1 = (((task / 2) * 32) + (t0 % 8));
  let t2 = b0[(t1 + 16) >> 2u];
  let t3 = atMost4(abs(t2), vec4<f32>(9.020000457763672f));
  let t4 = (t3 + t3);
  let t5 = (bitcast<vec4<i32>>(fma(t4, vec4<f32>(1.4426950216293335f), vec4<f32>(12582912.0f))) - vec4<i32>(1262485504));
  let t6 = bitcast<vec4<f32>>(((t5 + vec4<i32>(127)) << vec4<u32>(vec4<i32>(23))));
  let t7 = vec4<f32>(t5);
  let t8 = fma(t7, vec4<f32>(0.00021219444170128554f), fma(t7, vec4<f32>((-0.693359375f)), t4));
  let t9 = fma(t6, fma((t8 * t8), fma(fma(fma(fma(vec4<f32>(0.0013926175888627768f), t8, vec4<f32>(0.008363173343241215f)), t8, vec4<f32>(0.041666556149721146f)), t8, vec4<f32>(0.16666576266288757f)), t8, vec4<f32>(0.5f)), t8), (t6 - vec4<f32>(1.0f)));
  let t10 = (((vec4<f32>(1.0f) / (exp((-b0[(t1 + 8) >> 2u])) + vec4<f32>(1.0f))) * old0) + ((vec4<f32>(1.0f) / (exp((-b0[t1 >> 2u])) + vec4<f32>(1.0f))) * bitcast<vec4<f32>>(((bitcast<vec4<u32>>((t9 / (t9 + vec4<f32>(2.0f)))) & vec4<u32>(2147483647u)) | (bitcast<vec4<u32>>(t2) & vec4<u32>(2147483648u))))));
  b1[t0 >> 2u] = t10;
  let t11 = atMost4(abs(t10), vec4<f32>(9.020000457763672f));
  let t12 = (t11 + t11);
  let t13 = (bitcast<vec4<i32>>(fma(t12, vec4<f32>(1.4426950216293335f), vec4<f32>(12582912.0f))) - vec4<i32>(1262485504));
  let t14 = bitcast<vec4<f32>>(((t13 + vec4<i32>(127)) << vec4<u32>(vec4<i32>(23))));
  let t15 = vec4<f32>(t13);
  let t16 = fma(t15, vec4<f32>(0.00021219444170128554f), fma(t15, vec4<f32>((-0.693359375f)), t12));
  let t17 = fma(t14, fma((t16 * t16), fma(fma(fma(fma(vec4<f32>(0.0013926175888627768f), t16, vec4<f32>(0.008363173343241215f)), t16, vec4<f32>(0.041666556149721146f)), t16, vec4<f32>(0.16666576266288757f)), t16, vec4<f32>(0.5f)), t16), (t14 - vec4<f32>(1.0f)));
  let t18 = ((vec4<f32>(1.0f) / (exp((-b0[(t1 + 24) >> 2u])) + vec4<f32>(1.0f))) * bitcast<vec4<f32>>(((bitcast<vec4<u32>>((t17 / (t17 + vec4<f32>(2.0f)))) & vec4<u32>(2147483647u)) | (bitcast<vec4<u32>>(t10) & vec4<u32>(2147483648u)))));
  b2[t0 >> 2u] = t18;
  b3[(start_b3() + t0) >> 2u] = t18;
}
