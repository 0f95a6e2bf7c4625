// conv2d_relu: tile 32×32×16, 4×4 per invocation, a along k×4, b across×4
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 128>;
@group(0) @binding(1) var<storage, read> b1: array<vec4<f32>, 72>;
@group(0) @binding(2) var<storage, read> b2: array<vec4<f32>, 2>;
@group(0) @binding(3) var<storage, read_write> b3: array<vec4<f32>, 256>;
var<workgroup> a_panel: array<vec4<f32>, 144>;
var<workgroup> b_panel: array<vec4<f32>, 144>;
fn atLeast4(a: vec4<f32>, number: vec4<f32>) -> vec4<f32> {
  return select(max(a, number), a, (bitcast<vec4<u32>>(a) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u));
}
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
  let t2 = (t1 / 12);
  let t3 = ((t1 / 4) % 3);
  let t4 = ((t2 * 32) + (t3 * 4));
  let t5 = (task * 32);
  let t6 = (local_ / 4);
  let t7 = (t5 + t6);
  let t8 = ((t7 / 64) * 256);
  let t9 = (task * 4);
  let t10 = (local_ / 32);
  let t11 = (t9 + t10);
  let t12 = (t11 % 8);
  let t13 = (t12 * 32);
  let t14 = (t6 % 8);
  let t15 = (t14 * 4);
  let t16 = ((t3 + t14) + (-1));
  let t17 = ((0 <= t16) & (t16 < 8));
  var a_next_0: vec4<f32> = select(vec4<f32>(0), b0[((((t4 + t8) + t13) + t15) + (-36)) >> 2u], ((0 <= ((t2 + t12) + (-1))) & t17));
  let t18 = (((t7 + 16) / 64) * 256);
  let t19 = ((t11 + 2) % 8);
  let t20 = (t19 * 32);
  var a_next_1: vec4<f32> = select(vec4<f32>(0), b0[((((t4 + t15) + t18) + t20) + (-36)) >> 2u], ((0 <= ((t2 + t19) + (-1))) & t17));
  let t21 = (t0 % 32);
  let t22 = (local_ / 8);
  let t23 = (t22 * 8);
  var b_next_0: vec4<f32> = b1[(t21 + t23) >> 2u];
  var b_next_1: vec4<f32> = b1[(((t21 + ((t22 % 4) * 8)) + (((t22 + 8) / 12) * 96)) + (((t10 + 2) % 3) * 32)) >> 2u];
  let t24 = (local_ % 8);
  let t25 = (t24 * 4);
  let t27 = ((t1 * 36) + t6);
  let t28 = (t27 + 36);
  let t29 = (t27 + 72);
  let t30 = (t27 + 108);
  let t31 = (t27 + 16);
  let t32 = (t27 + 52);
  let t33 = (t27 + 88);
  let t34 = (t27 + 124);
  let t35 = (t21 + (t22 * 36));
  let t36 = (t35 + 288);
  let t39 = ((t8 + t13) + t15);
  let t47 = ((t15 + t18) + t20);
  let t49 = (t22 * 4);
  for (var panel_k: i32 = 0; panel_k < 36; panel_k += 16) {
    a_panel[t27 >> 2u][t27 & 3] = a_next_0[0];
    a_panel[t28 >> 2u][t28 & 3] = a_next_0[1];
    a_panel[t29 >> 2u][t29 & 3] = a_next_0[2];
    a_panel[t30 >> 2u][t30 & 3] = a_next_0[3];
    a_panel[t31 >> 2u][t31 & 3] = a_next_1[0];
    a_panel[t32 >> 2u][t32 & 3] = a_next_1[1];
    a_panel[t33 >> 2u][t33 & 3] = a_next_1[2];
    a_panel[t34 >> 2u][t34 & 3] = a_next_1[3];
    b_panel[t35 >> 2u] = b_next_0;
    b_panel[t36 >> 2u] = b_next_1;
    workgroupBarrier();
    let t37 = (panel_k + t1);
    let t38 = vec4<bool>(((t37 + 16) < 36));
    let t40 = ((t37 + 4) / 12);
    let t41 = (t40 * 32);
    let t42 = (((t37 / 4) + 1) % 3);
    let t43 = (t42 * 4);
    let t44 = (t37 % 4);
    let t45 = ((t14 + t42) + (-1));
    let t46 = ((0 <= t45) & (t45 < 8));
    a_next_0 = select(vec4<f32>(0.0f), select(vec4<f32>(0), b0[((((t39 + t41) + t43) + t44) + (-4)) >> 2u], (((t12 + t40) < 8) & t46)), t38);
    a_next_1 = select(vec4<f32>(0.0f), select(vec4<f32>(0), b0[((((t41 + t43) + t44) + t47) + (-4)) >> 2u], (((t19 + t40) < 8) & t46)), t38);
    let t48 = (panel_k + t22);
    b_next_0 = select(vec4<f32>(0.0f), b1[((((t21 + (((t48 + 4) / 12) * 96)) + ((((t48 / 4) + 1) % 3) * 32)) + ((t48 % 4) * 8)) + 96) >> 2u], vec4<bool>(((t48 + 16) < 36)));
    b_next_1 = select(vec4<f32>(0.0f), b1[((((panel_k * 8) + t21) + t23) + 192) >> 2u], vec4<bool>(((t48 + 24) < 36)));
    for (var step_k: i32 = 0; step_k < 16; step_k++) {
      let t50 = (step_k * 36);
      let left_0 = a_panel[(t49 + t50) >> 2u];
      let right_0 = b_panel[(t25 + t50) >> 2u];
      sum_0_0 = fma(vec4<f32>(left_0[0]), right_0, sum_0_0);
      sum_1_0 = fma(vec4<f32>(left_0[1]), right_0, sum_1_0);
      sum_2_0 = fma(vec4<f32>(left_0[2]), right_0, sum_2_0);
      sum_3_0 = fma(vec4<f32>(left_0[3]), right_0, sum_3_0);
    }
    workgroupBarrier();
  }
  let t26 = (t25 < 8);
  let t51 = (((t25 + ((((task * 8) + t22) / 16) * 512)) + ((((local_ / 16) + t9) % 8) * 64)) + ((t49 % 8) * 8));
  let t52 = b2[t25 >> 2u];
  if (t26) {
    b3[t51 >> 2u] = atLeast4((sum_0_0 + t52), vec4<f32>(0.0f));
  }
  let t53 = (t5 + t49);
  let t54 = (t49 + 1);
  let t55 = (((t25 + (((t53 + 1) / 64) * 512)) + (((t9 + (t54 / 8)) % 8) * 64)) + ((t54 % 8) * 8));
  if (t26) {
    b3[t55 >> 2u] = atLeast4((sum_1_0 + t52), vec4<f32>(0.0f));
  }
  let t56 = (t49 + 2);
  let t57 = (((t25 + (((t53 + 2) / 64) * 512)) + (((t9 + (t56 / 8)) % 8) * 64)) + ((t56 % 8) * 8));
  if (t26) {
    b3[t57 >> 2u] = atLeast4((sum_2_0 + t52), vec4<f32>(0.0f));
  }
  let t58 = (t49 + 3);
  let t59 = (((t25 + (((t53 + 3) / 64) * 512)) + (((t9 + (t58 / 8)) % 8) * 64)) + ((t58 % 8) * 8));
  if (t26) {
    b3[t59 >> 2u] = atLeast4((sum_3_0 + t52), vec4<f32>(0.0f));
  }
}


// mul: 4 neighbours
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 256>;
@group(0) @binding(1) var<storage, read> b1: array<vec4<f32>, 64>;
@group(0) @binding(2) var<storage, read_write> b2: array<vec4<f32>, 64>;
fn maximum4(a: vec4<f32>, b: vec4<f32>) -> vec4<f32> {
  let number = select(max(a, b), b, (bitcast<vec4<u32>>(b) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u));
  return select(number, a, (bitcast<vec4<u32>>(a) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u));
}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let task = i32(id.x);
  let t0 = (task * 4);
  let t1 = ((((task / 8) * 128) + (((task / 2) % 4) * 16)) + (t0 % 8));
  b2[t0 >> 2u] = (vec4<f32>(0.00390625f) * (vec4<f32>(2.0f) * (maximum4(maximum4(maximum4(b0[t1 >> 2u], b0[(t1 + 8) >> 2u]), b0[(t1 + 64) >> 2u]), b0[(t1 + 72) >> 2u]) - b1[t0 >> 2u])));
}


// where_with_1: where: 4 neighbours; sum_mul: rows in 32 slices, 2 a workgroup, along
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 256>;
@group(0) @binding(1) var<storage, read> b1: array<vec4<f32>, 64>;
@group(0) @binding(2) var<storage, read_write> b2: array<vec4<f32>, 256>;
@group(0) @binding(3) var<storage, read> b3: array<vec4<f32>, 64>;
@group(0) @binding(4) var<storage, read_write> b4: array<f32, 1>;
var<workgroup> p1_r0_parts: array<f32, 64>;
fn maximum4(a: vec4<f32>, b: vec4<f32>) -> vec4<f32> {
  let number = select(max(a, b), b, (bitcast<vec4<u32>>(b) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u));
  return select(number, a, (bitcast<vec4<u32>>(a) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u));
}
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let task = i32(id.x);
  let local_ = i32(lane);
  let zero = id.z;
  if ((task < 4)) {
    let p0_task = (local_ + (task * 64));
    if ((p0_task < 256)) {
      let p0_t0 = (p0_task * 4);
      let p0_t1 = (p0_task / 128);
      let p0_t2 = (p0_t0 % 8);
      let p0_t3 = (p0_task / 16);
      let p0_t4 = ((p0_t3 % 8) / 2);
      let p0_t5 = (p0_task / 2);
      let p0_t6 = ((p0_t5 % 8) / 2);
      let p0_t7 = ((((p0_t1 * 512) + p0_t2) + (p0_t4 * 128)) + (p0_t6 * 16));
      let p0_t8 = b0[p0_t7 >> 2u];
      let p0_t9 = select(vec4<f32>(bitcast<f32>(0xff800000u | zero)), p0_t8, (vec4<f32>(bitcast<f32>(0xff800000u | zero)) < p0_t8));
      let p0_t10 = b0[(p0_t7 + 8) >> 2u];
      let p0_t11 = (p0_t9 < p0_t10);
      let p0_t12 = select(p0_t9, p0_t10, p0_t11);
      let p0_t13 = b0[(p0_t7 + 64) >> 2u];
      let p0_t14 = (p0_t12 < p0_t13);
      b2[p0_t0 >> 2u] = select(vec4<f32>(0.0f), select(vec4<f32>(0.0f), b1[((((p0_t1 * 128) + p0_t2) + (p0_t4 * 32)) + (p0_t6 * 8)) >> 2u], (select(select(select(vec4<i32>(0), vec4<i32>(1), p0_t11), vec4<i32>(2), p0_t14), vec4<i32>(3), (select(p0_t12, p0_t13, p0_t14) < b0[(p0_t7 + 72) >> 2u])) == vec4<i32>((((p0_t3 % 2) * 2) + (p0_t5 % 2))))), (vec4<f32>(0.0f) < b0[p0_t0 >> 2u]));
    }
  } else {
    if (((4 <= task) & (task < 5))) {
      let p1_task = (task + (-4));
      var p1_r0_best: vec4<f32> = vec4<f32>(0.0f);
      let p1_t0 = (local_ % 32);
      for (var p1_r0_at: i32 = (p1_t0 * 4); p1_r0_at < 256; p1_r0_at += 128) {
        let p1_t3 = ((((p1_r0_at / 32) * 128) + (((p1_r0_at / 8) % 4) * 16)) + (p1_r0_at % 8));
        let p1_t4 = (maximum4(maximum4(maximum4(b0[p1_t3 >> 2u], b0[(p1_t3 + 8) >> 2u]), b0[(p1_t3 + 64) >> 2u]), b0[(p1_t3 + 72) >> 2u]) - b3[p1_r0_at >> 2u]);
        p1_r0_best = (p1_r0_best + (p1_t4 * p1_t4));
      }
      p1_r0_parts[local_] = ((p1_r0_best[0] + p1_r0_best[1]) + (p1_r0_best[2] + p1_r0_best[3]));
      workgroupBarrier();
      let p1_t5 = (local_ + 16);
      if ((p1_t0 < 16)) {
        p1_r0_parts[local_] = (p1_r0_parts[local_] + p1_r0_parts[p1_t5]);
      }
      workgroupBarrier();
      let p1_t6 = (local_ + 8);
      if ((p1_t0 < 8)) {
        p1_r0_parts[local_] = (p1_r0_parts[local_] + p1_r0_parts[p1_t6]);
      }
      workgroupBarrier();
      let p1_t7 = (local_ + 4);
      if ((p1_t0 < 4)) {
        p1_r0_parts[local_] = (p1_r0_parts[local_] + p1_r0_parts[p1_t7]);
      }
      workgroupBarrier();
      let p1_t8 = (local_ + 2);
      if ((p1_t0 < 2)) {
        p1_r0_parts[local_] = (p1_r0_parts[local_] + p1_r0_parts[p1_t8]);
      }
      workgroupBarrier();
      let p1_t1 = (p1_t0 < 1);
      let p1_t9 = (local_ + 1);
      if (p1_t1) {
        p1_r0_parts[local_] = (p1_r0_parts[local_] + p1_r0_parts[p1_t9]);
      }
      workgroupBarrier();
      let p1_t2 = (local_ / 32);
      let p1_r0 = p1_r0_parts[(p1_t2 * 32)];
      let p1_t10 = (p1_r0 * 0.00390625f);
      if (((p1_t2 + (p1_task * 2)) < 1)) {
        if (p1_t1) {
          b4[0] = p1_t10;
        }
      }
    }
  }
}


// sum_sub: rows in 16 slices, 16 a workgroup, across
@group(0) @binding(0) var<storage, read_write> b0: array<f32, 8>;
@group(0) @binding(1) var<storage, read> b1: array<f32, 1024>;
var<workgroup> r0_parts: array<f32, 256>;
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let task = i32(id.x);
  let local_ = i32(lane);
  var r0_best: f32 = 0.0f;
  let t0 = (local_ / 16);
  let t2 = (local_ % 16);
  let t3 = (task * 16);
  let t4 = (t2 + t3);
  let t5 = min(t4, 7);
  for (var r0_at: i32 = t0; r0_at < 128; r0_at += 16) {
    r0_best = (r0_best + b1[((r0_at * 8) + t5)]);
  }
  r0_parts[local_] = r0_best;
  workgroupBarrier();
  let t6 = (local_ + 128);
  if ((t0 < 8)) {
    r0_parts[local_] = (r0_parts[local_] + r0_parts[t6]);
  }
  workgroupBarrier();
  let t7 = (local_ + 64);
  if ((t0 < 4)) {
    r0_parts[local_] = (r0_parts[local_] + r0_parts[t7]);
  }
  workgroupBarrier();
  let t8 = (local_ + 32);
  if ((t0 < 2)) {
    r0_parts[local_] = (r0_parts[local_] + r0_parts[t8]);
  }
  workgroupBarrier();
  let t1 = (t0 < 1);
  let t9 = (local_ + 16);
  if (t1) {
    r0_parts[local_] = (r0_parts[local_] + r0_parts[t9]);
  }
  workgroupBarrier();
  let r0 = r0_parts[t2];
  let t10 = (r0 * 0.10000000149011612f);
  if ((t4 < 8)) {
    if (t1) {
      let old0 = b0[t5];
      b0[t5] = (old0 - t10);
    }
  }
}


// conv2dKernelGrad_sub: tile 32×32×16, 4×4 per invocation, a across×4, b across×4
@group(0) @binding(0) var<storage, read_write> b0: array<vec4<f32>, 72>;
@group(0) @binding(1) var<storage, read> b1: array<vec4<f32>, 128>;
@group(0) @binding(2) var<storage, read> b2: array<vec4<f32>, 256>;
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
  let t0 = (local_ / 8);
  let t1 = (t0 * 4);
  let t2 = (local_ * 4);
  let t3 = (t2 % 32);
  let t4 = (task * 32);
  let t5 = ((t3 + t4) / 12);
  let t6 = (t5 * 32);
  let t7 = (task * 8);
  let t8 = ((t7 + (t3 / 4)) % 3);
  let t9 = (t8 * 4);
  let t10 = ((t1 + t6) + t9);
  let t11 = ((t0 + t8) + (-1));
  let t12 = ((0 <= t11) & (t11 < 8));
  var a_next_0: vec4<f32> = select(vec4<f32>(0), b1[(t10 + (-36)) >> 2u], ((0 <= (t5 + (-1))) & t12));
  var a_next_1: vec4<f32> = select(vec4<f32>(0), b1[(t10 + (-4)) >> 2u], t12);
  let t13 = ((t0 * 8) + t3);
  var b_next_0: vec4<f32> = b2[t13 >> 2u];
  var b_next_1: vec4<f32> = b2[(t13 + 64) >> 2u];
  let t18 = ((t0 * 36) + t3);
  let t19 = (t18 + 288);
  let t20 = (t6 + t9);
  let t35 = ((local_ % 8) * 4);
  for (var panel_k: i32 = 0; panel_k < 128; panel_k += 16) {
    a_panel[t18 >> 2u] = a_next_0;
    a_panel[t19 >> 2u] = a_next_1;
    b_panel[t18 >> 2u] = b_next_0;
    b_panel[t19 >> 2u] = b_next_1;
    workgroupBarrier();
    let t21 = (panel_k + t0);
    let t22 = ((t21 + 16) / 64);
    let t23 = (t21 / 8);
    let t24 = ((t23 + 2) % 8);
    let t25 = (t21 % 8);
    let t26 = (t25 * 4);
    let t27 = ((t24 + t5) + (-1));
    let t28 = ((t8 + t25) + (-1));
    let t29 = ((0 <= t28) & (t28 < 8));
    a_next_0 = select(vec4<f32>(0), b1[(((((t24 * 32) + t20) + (t22 * 256)) + t26) + (-36)) >> 2u], (((0 <= t27) & (t27 < 8)) & t29));
    let t30 = ((t21 + 24) / 64);
    let t31 = ((t23 + 3) % 8);
    let t32 = ((t5 + t31) + (-1));
    a_next_1 = select(vec4<f32>(0), b1[((((t20 + t26) + (t30 * 256)) + (t31 * 32)) + (-36)) >> 2u], (((0 <= t32) & (t32 < 8)) & t29));
    let t33 = (t25 * 8);
    b_next_0 = b2[((((t24 * 64) + t3) + (t22 * 512)) + t33) >> 2u];
    b_next_1 = b2[(((t3 + (t30 * 512)) + (t31 * 64)) + t33) >> 2u];
    for (var step_k: i32 = 0; step_k < 16; step_k++) {
      let t34 = (step_k * 36);
      let left_0 = a_panel[(t1 + t34) >> 2u];
      let right_0 = b_panel[(t34 + t35) >> 2u];
      sum_0_0 = fma(vec4<f32>(left_0[0]), right_0, sum_0_0);
      sum_1_0 = fma(vec4<f32>(left_0[1]), right_0, sum_1_0);
      sum_2_0 = fma(vec4<f32>(left_0[2]), right_0, sum_2_0);
      sum_3_0 = fma(vec4<f32>(left_0[3]), right_0, sum_3_0);
    }
    workgroupBarrier();
  }
  let t14 = (t1 + t4);
  let t36 = (t35 < 8);
  let t37 = ((task * 256) + t2);
  if ((t14 < 36)) {
    if (t36) {
      let old0 = b0[t37 >> 2u];
      b0[t37 >> 2u] = (old0 - (sum_0_0 * vec4<f32>(0.10000000149011612f)));
    }
  }
  let t15 = (t14 + 1);
  let t38 = (t35 + (((t0 + t7) % 3) * 32));
  let t39 = ((t38 + ((t15 / 12) * 96)) + 8);
  if ((t15 < 36)) {
    if (t36) {
      let old1 = b0[t39 >> 2u];
      b0[t39 >> 2u] = (old1 - (sum_1_0 * vec4<f32>(0.10000000149011612f)));
    }
  }
  let t16 = (t14 + 2);
  let t40 = ((t38 + ((t16 / 12) * 96)) + 16);
  if ((t16 < 36)) {
    if (t36) {
      let old2 = b0[t40 >> 2u];
      b0[t40 >> 2u] = (old2 - (sum_2_0 * vec4<f32>(0.10000000149011612f)));
    }
  }
  let t17 = (t14 + 3);
  let t41 = ((t38 + ((t17 / 12) * 96)) + 24);
  if ((t17 < 36)) {
    if (t36) {
      let old3 = b0[t41 >> 2u];
      b0[t41 >> 2u] = (old3 - (sum_3_0 * vec4<f32>(0.10000000149011612f)));
    }
  }
}
