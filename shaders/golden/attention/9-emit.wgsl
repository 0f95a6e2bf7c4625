// attention: 16 rows, the other side in workgroup memory
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 64>;
@group(0) @binding(1) var<storage, read> b1: array<vec4<f32>, 32>;
@group(0) @binding(2) var<storage, read> b2: array<vec4<f32>, 32>;
@group(0) @binding(3) var<storage, read_write> b3: array<vec4<f32>, 72>;
var<workgroup> k: array<vec4<f32>, 64>;
var<workgroup> v: array<vec4<f32>, 64>;
fn maximum(a: f32, b: f32) -> f32 {
  let number = select(max(a, b), b, (bitcast<u32>(b) & 0x7fffffffu) > 0x7f800000u);
  return select(number, a, (bitcast<u32>(a) & 0x7fffffffu) > 0x7f800000u);
}
@compute @workgroup_size(16)
fn main(@builtin(workgroup_id) id: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let task = i32(id.x);
  let local_ = i32(lane);
  let t0 = ((task * 8) + (local_ * 16));
  let q0_0 = b0[t0 >> 2u];
  let t1 = (t0 + 4);
  let q0_1 = b0[t1 >> 2u];
  var out0_0: vec4<f32> = vec4<f32>(0.0f);
  var out0_1: vec4<f32> = vec4<f32>(0.0f);
  var highest0: f32 = (-1.0000000150474662e+30f);
  var total0: f32 = 0.0f;
  let t4 = (local_ * 4);
  for (var j_block: i32 = 0; j_block < 16; j_block += 32) {
    workgroupBarrier();
    for (var p: i32 = t4; p < 256; p += 64) {
      k[p >> 2u] = b1[((min((j_block + (p / 8)), 15) * 8) + (p % 8)) >> 2u];
    }
    for (var p_2: i32 = t4; p_2 < 256; p_2 += 64) {
      v[p_2 >> 2u] = b2[((min((j_block + (p_2 / 8)), 15) * 8) + (p_2 % 8)) >> 2u];
    }
    workgroupBarrier();
    let t5 = (j_block * (-8));
    for (var j: i32 = j_block; j < 16; j++) {
      let t6 = ((j * 8) + t5);
      let k_0 = k[t6 >> 2u];
      let t7 = (t6 + 4);
      let k_1 = k[t7 >> 2u];
      let v_0 = v[t6 >> 2u];
      let v_1 = v[t7 >> 2u];
      let product0_all = fma(q0_1, k_1, (q0_0 * k_0));
      let product0 = ((product0_all[0] + product0_all[1]) + (product0_all[2] + product0_all[3]));
      let score0 = select((-3.0000000054977558e+38f), (product0 * 0.3535533845424652f), (j <= local_));
      let before0 = highest0;
      let top0 = maximum(before0, score0);
      let t8 = (before0 - top0);
      let t9 = (t8 < (-86.0f));
      let less0 = select(exp(select(t8, (-86.0f), t9)), 0.0f, t9);
      let t10 = (score0 - top0);
      let t11 = (t10 < (-86.0f));
      let p0 = select(exp(select(t10, (-86.0f), t11)), 0.0f, t11);
      highest0 = top0;
      total0 = fma(total0, less0, p0);
      let t12 = vec4<f32>(p0);
      let t13 = vec4<f32>(less0);
      out0_0 = fma(t12, v_0, (out0_0 * t13));
      out0_1 = fma(t12, v_1, (out0_1 * t13));
    }
  }
  let sum0 = total0;
  let peak0 = highest0;
  let t2 = (sum0 == 0.0f);
  let norm0 = select(sum0, 1.0f, t2);
  let part0 = (1.0f / norm0);
  b3[(((task * 16) + local_) + 256) >> 2u][(((task * 16) + local_) + 256) & 3] = select((peak0 + log(norm0)), 0.0f, t2);
  let t3 = vec4<f32>(part0);
  b3[t0 >> 2u] = (out0_0 * t3);
  b3[t1 >> 2u] = (out0_1 * t3);
}


// reshape: 4 neighbours
@group(0) @binding(0) var<storage, read> b0: array<vec4<f32>, 72>;
@group(0) @binding(1) var<storage, read_write> b1: array<vec4<f32>, 64>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let task = i32(id.x);
  let t0 = (task * 4);
  b1[t0 >> 2u] = b0[t0 >> 2u];
}
