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


// matMul_add: tile 32×32×16, 4×4 per invocation, a along k×4, b across×4
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 96>;
@group(0) @binding(1) var<storage, read> b1: array<vec4<f32>, 8>;
@group(0) @binding(2) var<storage, read> b2: array<vec4<f32>, 64>;
@group(0) @binding(3) var<storage, read_write> b3: array<vec4<f32>, 32>;
@group(1) @binding(0) var<uniform> turn0: vec4<i32>;
var<workgroup> a_panel: array<vec4<f32>, 144>;
var<workgroup> b_panel: array<vec4<f32>, 144>;
fn start_b0() -> i32 { return 0 + turn0.x * 128; }
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let task = i32(id.x);
  let local_ = i32(lane);
  var sum_0_0: vec4<f32> = vec4<f32>(0.0f);
  var sum_1_0: vec4<f32> = vec4<f32>(0.0f);
  var sum_2_0: vec4<f32> = vec4<f32>(0.0f);
  var sum_3_0: vec4<f32> = vec4<f32>(0.0f);
  let t0 = (local_ * 4);
  let t1 = (t0 % 16);
  let t2 = vec4<bool>((t1 < 8));
  let t3 = (local_ / 4);
  let t4 = (t1 + (t3 * 8));
  var a_next_0: vec4<f32> = select(vec4<f32>(0.0f), b1[t4 >> 2u], t2);
  var a_next_1: vec4<f32> = select(vec4<f32>(0.0f), b1[(t4 + 128) >> 2u], t2);
  var b_next_0: vec4<f32> = b2[t0 >> 2u];
  var b_next_1: vec4<f32> = vec4<f32>(0.0f);
  let t5 = (local_ / 8);
  let t6 = (t5 * 4);
  let t7 = ((t1 * 36) + t3);
  let t8 = (t7 + 36);
  let t9 = (t7 + 72);
  let t10 = (t7 + 108);
  let t11 = (t7 + 16);
  let t12 = (t7 + 52);
  let t13 = (t7 + 88);
  let t14 = (t7 + 124);
  let t15 = ((t5 * 36) + (t0 % 32));
  let t16 = (t15 + 288);
  let t18 = ((local_ % 8) * 4);
  for (var panel_k: i32 = 0; panel_k < 8; panel_k += 16) {
    a_panel[t7 >> 2u][t7 & 3] = a_next_0[0];
    a_panel[t8 >> 2u][t8 & 3] = a_next_0[1];
    a_panel[t9 >> 2u][t9 & 3] = a_next_0[2];
    a_panel[t10 >> 2u][t10 & 3] = a_next_0[3];
    a_panel[t11 >> 2u][t11 & 3] = a_next_1[0];
    a_panel[t12 >> 2u][t12 & 3] = a_next_1[1];
    a_panel[t13 >> 2u][t13 & 3] = a_next_1[2];
    a_panel[t14 >> 2u][t14 & 3] = a_next_1[3];
    b_panel[t15 >> 2u] = b_next_0;
    b_panel[t16 >> 2u] = b_next_1;
    workgroupBarrier();
    a_next_0 = vec4<f32>(0.0f);
    a_next_1 = vec4<f32>(0.0f);
    b_next_0 = vec4<f32>(0.0f);
    b_next_1 = vec4<f32>(0.0f);
    for (var step_k: i32 = 0; step_k < 16; step_k++) {
      let t17 = (step_k * 36);
      let left_0 = a_panel[(t6 + t17) >> 2u];
      let right_0 = b_panel[(t17 + t18) >> 2u];
      sum_0_0 = fma(vec4<f32>(left_0[0]), right_0, sum_0_0);
      sum_1_0 = fma(vec4<f32>(left_0[1]), right_0, sum_1_0);
      sum_2_0 = fma(vec4<f32>(left_0[2]), right_0, sum_2_0);
      sum_3_0 = fma(vec4<f32>(left_0[3]), right_0, sum_3_0);
    }
    workgroupBarrier();
  }
  let t19 = ((t5 * 128) + t18);
  if ((t6 < 4)) {
    b3[t19 >> 2u] = (b0[(start_b0() + t19) >> 2u] + sum_0_0);
  }
  let t20 = (t19 + 32);
  if (((t6 + 1) < 4)) {
    b3[t20 >> 2u] = (b0[(start_b0() + t20) >> 2u] + sum_1_0);
  }
  let t21 = (t19 + 64);
  if (((t6 + 2) < 4)) {
    b3[t21 >> 2u] = (b0[(start_b0() + t21) >> 2u] + sum_2_0);
  }
  let t22 = (t19 + 96);
  if (((t6 + 3) < 4)) {
    b3[t22 >> 2u] = (b0[(start_b0() + t22) >> 2u] + sum_3_0);
  }
}


// add_and_2: 4 neighbours
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 32>;
@group(0) @binding(1) var<storage, read_write> b1: array<vec4<f32>, 8>;
@group(0) @binding(2) var<storage, read_write> b2: array<vec4<f32>, 8>;
@group(0) @binding(3) var<storage, read_write> b3: array<vec4<f32>, 24>;
@group(1) @binding(0) var<uniform> turn0: vec4<i32>;
fn start_b3() -> i32 { return 0 + turn0.x * 32; }
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let task = i32(id.x);
  if (task >= 8) { return; }
  let t0 = (task * 4);
  let old0 = b1[t0 >> 2u];
  let t1 = (((task / 2) * 32) + (t0 % 8));
  let t2 = b0[(t1 + 16) >> 2u];
  let t3 = abs(t2);
  let t4 = (t3 * t3);
  let t5 = (((vec4<f32>(1.0f) / (exp((-b0[(t1 + 8) >> 2u])) + vec4<f32>(1.0f))) * old0) + ((vec4<f32>(1.0f) / (exp((-b0[t1 >> 2u])) + vec4<f32>(1.0f))) * bitcast<vec4<f32>>(((bitcast<vec4<u32>>(select((vec4<f32>(1.0f) - (vec4<f32>(2.0f) / (exp((t3 * vec4<f32>(2.0f))) + vec4<f32>(1.0f)))), fma((t3 * t4), fma(fma(fma(fma(fma(vec4<f32>(0.002292807213962078f), t4, vec4<f32>((-0.008344000205397606f))), t4, vec4<f32>(0.021768935024738312f)), t4, vec4<f32>((-0.05395926162600517f))), t4, vec4<f32>(0.13333304226398468f)), t4, vec4<f32>((-0.3333333432674408f))), t3), (t3 < vec4<f32>(0.625f)))) & vec4<u32>(2147483647u)) | (bitcast<vec4<u32>>(t2) & vec4<u32>(2147483648u))))));
  b1[t0 >> 2u] = t5;
  let t6 = abs(t5);
  let t7 = (t6 * t6);
  let t8 = ((vec4<f32>(1.0f) / (exp((-b0[(t1 + 24) >> 2u])) + vec4<f32>(1.0f))) * bitcast<vec4<f32>>(((bitcast<vec4<u32>>(select((vec4<f32>(1.0f) - (vec4<f32>(2.0f) / (exp((t6 * vec4<f32>(2.0f))) + vec4<f32>(1.0f)))), fma((t6 * t7), fma(fma(fma(fma(fma(vec4<f32>(0.002292807213962078f), t7, vec4<f32>((-0.008344000205397606f))), t7, vec4<f32>(0.021768935024738312f)), t7, vec4<f32>((-0.05395926162600517f))), t7, vec4<f32>(0.13333304226398468f)), t7, vec4<f32>((-0.3333333432674408f))), t6), (t6 < vec4<f32>(0.625f)))) & vec4<u32>(2147483647u)) | (bitcast<vec4<u32>>(t5) & vec4<u32>(2147483648u)))));
  b2[t0 >> 2u] = t8;
  b3[(start_b3() + t0) >> 2u] = t8;
}
