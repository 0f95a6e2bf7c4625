// add_and_2: 4 neighbours
@group(0) @binding(0) var<storage, read_write> b0: array<vec4<f32>, 48>;
@group(0) @binding(1) var<storage, read> b1: array<vec4<f32>, 48>;
@group(0) @binding(2) var<storage, read_write> b2: array<vec4<f32>, 48>;
@group(0) @binding(3) var<storage, read_write> b3: array<vec4<f32>, 48>;
@group(0) @binding(4) var<storage, read> b4: array<f32, 1>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let task = i32(id.x);
  if (task >= 48) { return; }
  let t0 = (task * 4);
  let old0 = b0[t0 >> 2u];
  let old1 = b2[t0 >> 2u];
  let old2 = b3[t0 >> 2u];
  let t1 = b1[t0 >> 2u];
  let t2 = ((old0 * vec4<f32>(0.8999999761581421f)) + (t1 * vec4<f32>(0.10000000149011612f)));
  b0[t0 >> 2u] = t2;
  let t3 = ((old1 * vec4<f32>(0.9990000128746033f)) + ((t1 * t1) * vec4<f32>(0.0010000000474974513f)));
  b2[t0 >> 2u] = t3;
  b3[t0 >> 2u] = (old2 - ((vec4<f32>(b4[0]) * t2) / (sqrt(t3) + vec4<f32>(1.0000000116860974e-7f))));
}
