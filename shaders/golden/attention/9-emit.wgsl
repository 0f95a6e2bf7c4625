// matMul: tile 32×32×16, 4×4 per invocation, a across, b along k×4
@group(0) @binding(0) var<storage, read> b0: array<f32, 256>;
@group(0) @binding(1) var<storage, read> b1: array<vec4<f32>, 32>;
@group(0) @binding(2) var<storage, read_write> b2: array<vec4<f32>, 128>;
var<workgroup> a_panel: array<vec4<f32>, 144>;
var<workgroup> b_panel: array<vec4<f32>, 144>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let task = i32(id.x);
  let local_ = i32(lane);
  var sum_0_0: vec4<f32> = vec4<f32>(0.0f);
  var sum_1_0: vec4<f32> = vec4<f32>(0.0f);
  var sum_2_0: vec4<f32> = vec4<f32>(0.0f);
  var sum_3_0: vec4<f32> = vec4<f32>(0.0f);
  let t0 = (local_ / 32);
  let t1 = (local_ % 32);
  let t2 = (t0 + (t1 * 8));
  let t3 = ((local_ % 16) * 16);
  var a_next_0: f32 = b0[((t0 + ((t2 / 128) * 8)) + t3)];
  let t4 = (t0 + t3);
  var a_next_1: f32 = b0[((t4 + (((t2 + 2) / 128) * 8)) + 2)];
  var a_next_2: f32 = b0[((t4 + (((t2 + 4) / 128) * 8)) + 4)];
  var a_next_3: f32 = b0[((t4 + (((t2 + 6) / 128) * 8)) + 6)];
  var a_next_4: f32 = 0.0f;
  var a_next_5: f32 = 0.0f;
  var a_next_6: f32 = 0.0f;
  var a_next_7: f32 = 0.0f;
  let t5 = ((local_ * 4) % 16);
  let t6 = vec4<bool>((t5 < 8));
  let t7 = (local_ / 4);
  let t8 = (t5 + (t7 * 8));
  var b_next_0: vec4<f32> = select(vec4<f32>(0.0f), b1[t8 >> 2u], t6);
  var b_next_1: vec4<f32> = select(vec4<f32>(0.0f), b1[(t8 + 128) >> 2u], t6);
  let t9 = (local_ % 8);
  let t10 = (t9 * 4);
  let t12 = ((t0 * 36) + t1);
  let t13 = (t12 + 72);
  let t14 = (t12 + 144);
  let t15 = (t12 + 216);
  let t16 = (t12 + 288);
  let t17 = (t12 + 360);
  let t18 = (t12 + 432);
  let t19 = (t12 + 504);
  let t20 = ((t5 * 36) + t7);
  let t21 = (t20 + 36);
  let t22 = (t20 + 72);
  let t23 = (t20 + 108);
  let t24 = (t20 + 16);
  let t25 = (t20 + 52);
  let t26 = (t20 + 88);
  let t27 = (t20 + 124);
  let t28 = (local_ / 8);
  let t29 = (t28 * 4);
  for (var panel_k: i32 = 0; panel_k < 8; panel_k += 16) {
    a_panel[t12 >> 2u][t12 & 3] = a_next_0;
    a_panel[t13 >> 2u][t13 & 3] = a_next_1;
    a_panel[t14 >> 2u][t14 & 3] = a_next_2;
    a_panel[t15 >> 2u][t15 & 3] = a_next_3;
    a_panel[t16 >> 2u][t16 & 3] = a_next_4;
    a_panel[t17 >> 2u][t17 & 3] = a_next_5;
    a_panel[t18 >> 2u][t18 & 3] = a_next_6;
    a_panel[t19 >> 2u][t19 & 3] = a_next_7;
    b_panel[t20 >> 2u][t20 & 3] = b_next_0[0];
    b_panel[t21 >> 2u][t21 & 3] = b_next_0[1];
    b_panel[t22 >> 2u][t22 & 3] = b_next_0[2];
    b_panel[t23 >> 2u][t23 & 3] = b_next_0[3];
    b_panel[t24 >> 2u][t24 & 3] = b_next_1[0];
    b_panel[t25 >> 2u][t25 & 3] = b_next_1[1];
    b_panel[t26 >> 2u][t26 & 3] = b_next_1[2];
    b_panel[t27 >> 2u][t27 & 3] = b_next_1[3];
    workgroupBarrier();
    a_next_0 = 0.0f;
    a_next_1 = 0.0f;
    a_next_2 = 0.0f;
    a_next_3 = 0.0f;
    a_next_4 = 0.0f;
    a_next_5 = 0.0f;
    a_next_6 = 0.0f;
    a_next_7 = 0.0f;
    b_next_0 = vec4<f32>(0.0f);
    b_next_1 = vec4<f32>(0.0f);
    for (var step_k: i32 = 0; step_k < 16; step_k++) {
      let t30 = (step_k * 36);
      let left_0 = a_panel[(t29 + t30) >> 2u];
      let right_0 = b_panel[(t10 + t30) >> 2u];
      sum_0_0 = fma(vec4<f32>(left_0[0]), right_0, sum_0_0);
      sum_1_0 = fma(vec4<f32>(left_0[1]), right_0, sum_1_0);
      sum_2_0 = fma(vec4<f32>(left_0[2]), right_0, sum_2_0);
      sum_3_0 = fma(vec4<f32>(left_0[3]), right_0, sum_3_0);
    }
    workgroupBarrier();
  }
  let t11 = (t10 < 16);
  let t31 = (t10 + (t28 * 64));
  if (t11) {
    b2[t31 >> 2u] = sum_0_0;
  }
  let t32 = (t31 + 16);
  if (t11) {
    b2[t32 >> 2u] = sum_1_0;
  }
  let t33 = (t31 + 32);
  if (t11) {
    b2[t33 >> 2u] = sum_2_0;
  }
  let t34 = (t31 + 48);
  if (t11) {
    b2[t34 >> 2u] = sum_3_0;
  }
}


// max_div_and_1: one row
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 128>;
@group(0) @binding(1) var<storage, read_write> b1: array<vec4<f32>, 128>;
@group(0) @binding(2) var<storage, read_write> b2: array<f32, 32>;
fn maximum4(a: vec4<f32>, b: vec4<f32>) -> vec4<f32> {
  let number = select(max(a, b), b, (bitcast<vec4<u32>>(b) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u));
  return select(number, a, (bitcast<vec4<u32>>(a) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u));
}
fn maximum(a: f32, b: f32) -> f32 {
  let number = select(max(a, b), b, (bitcast<u32>(b) & 0x7fffffffu) > 0x7f800000u);
  return select(number, a, (bitcast<u32>(a) & 0x7fffffffu) > 0x7f800000u);
}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let task = i32(id.x);
  if (task >= 32) { return; }
  var zero = 0u;
  var r0_best: vec4<f32> = vec4<f32>(bitcast<f32>(0xff800000u | zero));
  let t3 = vec4<i32>((task % 16));
  let t4 = (task * 16);
  for (var r0_0: i32 = 0; r0_0 < 16; r0_0 += 4) {
    r0_best = maximum4(r0_best, select(vec4<f32>((-3.0000000054977558e+38f)), (b0[(r0_0 + t4) >> 2u] * vec4<f32>(0.3535533845424652f)), ((vec4<i32>(r0_0) + vec4<i32>(0, 1, 2, 3)) <= t3)));
  }
  let r0 = maximum(maximum(r0_best[0], r0_best[1]), maximum(r0_best[2], r0_best[3]));
  var r1_best: vec4<f32> = vec4<f32>(0.0f);
  let t1 = maximum(r0, (-1.0000000150474662e+30f));
  let t5 = vec4<f32>(t1);
  for (var r1_0: i32 = 0; r1_0 < 16; r1_0 += 4) {
    r1_best = (r1_best + exp((select(vec4<f32>((-3.0000000054977558e+38f)), (b0[(r1_0 + t4) >> 2u] * vec4<f32>(0.3535533845424652f)), ((vec4<i32>(r1_0) + vec4<i32>(0, 1, 2, 3)) <= t3)) - t5)));
  }
  let r1 = ((r1_best[0] + r1_best[1]) + (r1_best[2] + r1_best[3]));
  let t0 = (0.0f < r1);
  let t2 = select(1.0f, r1, t0);
  let t7 = vec4<f32>(t2);
  for (var j: i32 = 0; j < 16; j += 4) {
    let t6 = (j + t4);
    b1[t6 >> 2u] = (exp((select(vec4<f32>((-3.0000000054977558e+38f)), (b0[t6 >> 2u] * vec4<f32>(0.3535533845424652f)), ((vec4<i32>(j) + vec4<i32>(0, 1, 2, 3)) <= t3)) - t5)) / t7);
  }
  b2[task] = select(0.0f, (t1 + log(t2)), t0);
}


// matMul: tile 32×32×16, 4×4 per invocation, a across, b across×4
@group(0) @binding(0) var<storage, read> b0: array<f32, 512>;
@group(0) @binding(1) var<storage, read> b1: array<vec4<f32>, 32>;
@group(0) @binding(2) var<storage, read_write> b2: array<vec4<f32>, 64>;
var<workgroup> a_panel: array<vec4<f32>, 144>;
var<workgroup> b_panel: array<vec4<f32>, 144>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let task = i32(id.x);
  let local_ = i32(lane);
  var sum_0_0: vec4<f32> = vec4<f32>(0.0f);
  var sum_1_0: vec4<f32> = vec4<f32>(0.0f);
  var sum_2_0: vec4<f32> = vec4<f32>(0.0f);
  var sum_3_0: vec4<f32> = vec4<f32>(0.0f);
  let t0 = (local_ / 32);
  let t1 = (((local_ % 16) * 16) + t0);
  let t2 = (local_ % 32);
  let t3 = (t0 + (t2 * 16));
  var a_next_0: f32 = b0[(t1 + ((t3 / 256) * 256))];
  var a_next_1: f32 = b0[((t1 + (((t3 + 2) / 256) * 256)) + 2)];
  var a_next_2: f32 = b0[((t1 + (((t3 + 4) / 256) * 256)) + 4)];
  var a_next_3: f32 = b0[((t1 + (((t3 + 6) / 256) * 256)) + 6)];
  var a_next_4: f32 = b0[((t1 + (((t3 + 8) / 256) * 256)) + 8)];
  var a_next_5: f32 = b0[((t1 + (((t3 + 10) / 256) * 256)) + 10)];
  var a_next_6: f32 = b0[((t1 + (((t3 + 12) / 256) * 256)) + 12)];
  var a_next_7: f32 = b0[((t1 + (((t3 + 14) / 256) * 256)) + 14)];
  let t4 = (local_ / 8);
  let t5 = (t4 * 8);
  let t6 = (local_ * 4);
  let t7 = (t6 % 32);
  let t8 = (t5 + t7);
  var b_next_0: vec4<f32> = b1[t8 >> 2u];
  var b_next_1: vec4<f32> = b1[(t8 + 64) >> 2u];
  let t9 = (local_ % 8);
  let t10 = (t9 * 4);
  let t12 = ((t0 * 36) + t2);
  let t13 = (t12 + 72);
  let t14 = (t12 + 144);
  let t15 = (t12 + 216);
  let t16 = (t12 + 288);
  let t17 = (t12 + 360);
  let t18 = (t12 + 432);
  let t19 = (t12 + 504);
  let t20 = ((t4 * 36) + t7);
  let t21 = (t20 + 288);
  let t25 = (t4 * 4);
  for (var panel_k: i32 = 0; panel_k < 16; panel_k += 16) {
    a_panel[t12 >> 2u][t12 & 3] = a_next_0;
    a_panel[t13 >> 2u][t13 & 3] = a_next_1;
    a_panel[t14 >> 2u][t14 & 3] = a_next_2;
    a_panel[t15 >> 2u][t15 & 3] = a_next_3;
    a_panel[t16 >> 2u][t16 & 3] = a_next_4;
    a_panel[t17 >> 2u][t17 & 3] = a_next_5;
    a_panel[t18 >> 2u][t18 & 3] = a_next_6;
    a_panel[t19 >> 2u][t19 & 3] = a_next_7;
    b_panel[t20 >> 2u] = b_next_0;
    b_panel[t21 >> 2u] = b_next_1;
    workgroupBarrier();
    let t22 = (panel_k + t1);
    let t23 = (panel_k + t3);
    a_next_0 = b0[((t22 + (((t23 + 16) / 256) * 256)) + 16)];
    a_next_1 = b0[((t22 + (((t23 + 18) / 256) * 256)) + 18)];
    a_next_2 = b0[((t22 + (((t23 + 20) / 256) * 256)) + 20)];
    a_next_3 = b0[((t22 + (((t23 + 22) / 256) * 256)) + 22)];
    a_next_4 = b0[((t22 + (((t23 + 24) / 256) * 256)) + 24)];
    a_next_5 = b0[((t22 + (((t23 + 26) / 256) * 256)) + 26)];
    a_next_6 = b0[((t22 + (((t23 + 28) / 256) * 256)) + 28)];
    a_next_7 = b0[((t22 + (((t23 + 30) / 256) * 256)) + 30)];
    let t24 = (((panel_k * 8) + t5) + t7);
    b_next_0 = b1[(t24 + 128) >> 2u];
    b_next_1 = b1[(t24 + 192) >> 2u];
    for (var step_k: i32 = 0; step_k < 16; step_k++) {
      let t26 = (step_k * 36);
      let left_0 = a_panel[(t25 + t26) >> 2u];
      let right_0 = b_panel[(t10 + t26) >> 2u];
      sum_0_0 = fma(vec4<f32>(left_0[0]), right_0, sum_0_0);
      sum_1_0 = fma(vec4<f32>(left_0[1]), right_0, sum_1_0);
      sum_2_0 = fma(vec4<f32>(left_0[2]), right_0, sum_2_0);
      sum_3_0 = fma(vec4<f32>(left_0[3]), right_0, sum_3_0);
    }
    workgroupBarrier();
  }
  let t11 = (t10 < 8);
  if (t11) {
    b2[t6 >> 2u] = sum_0_0;
  }
  let t27 = (t6 + 8);
  if (t11) {
    b2[t27 >> 2u] = sum_1_0;
  }
  let t28 = (t6 + 16);
  if (t11) {
    b2[t28 >> 2u] = sum_2_0;
  }
  let t29 = (t6 + 24);
  if (t11) {
    b2[t29 >> 2u] = sum_3_0;
  }
}


// reshape: 4 neighbours
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 64>;
@group(0) @binding(1) var<storage, read> b1: array<f32, 32>;
@group(0) @binding(2) var<storage, read_write> b2: array<vec4<f32>, 64>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let task = i32(id.x);
  let t0 = (task * 4);
  b2[t0 >> 2u] = b0[((((task / 4) * 8) + (((task / 2) % 2) * 128)) + (t0 % 8)) >> 2u];
}
