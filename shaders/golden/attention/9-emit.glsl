#version 300 es
// matMul: 1×4 per fragment, a by single, b by k
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 15, t >> 4), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  vec4 sum_0 = vec4(0.0);
  int t0 = (task * 4);
  int t1 = (task >> 2);
  int t2 = ((t1 & 15) * 16);
  int t4 = (t1 * 8);
  int t6 = ((t0 & 15) * 8);
  for (int k0 = 0; k0 < 8; k0 += 4) {
    int t3 = (k0 + t2);
    int t5 = (k0 + t4);
    int t7 = (k0 + t6);
    vec4 t8 = texel_s0(t7 >> 2);
    vec4 t9 = texel_s0((t7 >> 2) + 2);
    vec4 t10 = texel_s0((t7 >> 2) + 4);
    vec4 t11 = texel_s0((t7 >> 2) + 6);
    sum_0 = (vec4(texel_s1((t3 + ((t5 >> 7) * 8)) >> 2).x) * vec4(t8.x, t9.x, t10.x, t11.x) + (vec4(texel_s1(((t3 + (((t5 + 1) >> 7) * 8)) >> 2) + 0).y) * vec4(t8.y, t9.y, t10.y, t11.y) + (vec4(texel_s1(((t3 + (((t5 + 2) >> 7) * 8)) >> 2) + 0).z) * vec4(t8.z, t9.z, t10.z, t11.z) + (vec4(texel_s1((((k0 + t2) + (((t5 + 3) >> 7) * 8)) >> 2) + 0).w) * vec4(t8.w, t9.w, t10.w, t11.w) + sum_0))));
  }
  out0 = sum_0;
}


#version 300 es
// max_maximum: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform uint zero;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
float element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
vec4 maximum_f32x4(vec4 a, vec4 b) { return mix(mix(max(a, b), b, greaterThan(floatBitsToInt(b) & 0x7fffffff, ivec4(0x7f800000))), a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000))); }
vec4 maximum_f32x4_number(vec4 a, vec4 number) { return mix(max(a, number), a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000))); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  vec4 r0_best = vec4(uintBitsToFloat(0xff800000u | zero));
  int t0 = (task * 4);
  ivec4 t1 = (ivec4((t0 & 15)) + ivec4(0, 1, 2, 3));
  int t2 = (task * 64);
  for (int r0_0 = 0; r0_0 < 16; r0_0++) {
    int t3 = (r0_0 + t2);
    r0_best = maximum_f32x4(r0_best, mix(vec4((-3e+38)), (vec4(element_s0(t3), element_s0((t3 + 16)), element_s0((t3 + 32)), element_s0((t3 + 48))) * vec4(0.35355338)), lessThanEqual(ivec4(r0_0), t1)));
  }
  vec4 r0_all = r0_best;
  out0 = maximum_f32x4_number(r0_all, vec4((-1e+30)));
}


#version 300 es
// exp: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
float element_s1(int i) { return texel_s1(i >> 2)[i & 3]; }
vec4 exp_f32x4(vec4 a) { return mix(exp(a), a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000))); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  int t0 = (task * 4);
  int t1 = (task >> 2);
  out0 = exp_f32x4((mix(vec4((-3e+38)), (texel_s0(t0 >> 2) * vec4(0.35355338)), lessThanEqual((ivec4((t0 & 15)) + ivec4(0, 1, 2, 3)), ivec4((t1 & 15)))) - vec4(element_s1(t1))));
}


#version 300 es
// sum_where_and_1: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
layout(location = 1) out vec4 out1;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
float element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
vec4 log_f32x4(vec4 a) {
  uvec4 bits = floatBitsToUint(a);
  bits *= uvec4(notEqual(bits, uvec4(0x80000000u))); // −0 is not negative
  uvec4 other = bits | uvec4(0x7fc00000u) << uvec4(equal(bits, uvec4(0u)));
  return mix(log(a), uintBitsToFloat(other), greaterThanEqual(bits - 1u, uvec4(0x7f800000u)));
}
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  vec4 r0_best = vec4(0.0);
  int t3 = (task * 64);
  for (int r0_0 = 0; r0_0 < 16; r0_0++) {
    int t4 = (r0_0 + t3);
    r0_best = (r0_best + vec4(element_s0(t4), element_s0((t4 + 16)), element_s0((t4 + 32)), element_s0((t4 + 48))));
  }
  vec4 r0_all = r0_best;
  int t0 = (task * 4);
  bvec4 t1 = equal(r0_all, vec4(0.0));
  vec4 t2 = mix(r0_all, vec4(1.0), t1);
  out0 = t2;
  out1 = mix((texel_s1(t0 >> 2) + log_f32x4(t2)), vec4(0.0), t1);
}


#version 300 es
// div: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
float element_s1(int i) { return texel_s1(i >> 2)[i & 3]; }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  int t0 = (task * 4);
  out0 = (texel_s0(t0 >> 2) / vec4(element_s1((task >> 2))));
}


#version 300 es
// matMul: 1×4 per fragment, a by single, b by across
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  vec4 sum_0 = vec4(0.0);
  int t0 = (task * 4);
  int t1 = (task >> 1);
  int t2 = ((t1 & 15) * 16);
  int t4 = (t1 * 16);
  int t6 = (t0 & 7);
  for (int k0 = 0; k0 < 16; k0 += 4) {
    int t3 = (k0 + t2);
    int t5 = (k0 + t4);
    int t7 = ((k0 * 8) + t6);
    sum_0 = (vec4(texel_s0((t3 + ((t5 >> 8) * 256)) >> 2).x) * texel_s1(t7 >> 2) + (vec4(texel_s0(((t3 + (((t5 + 1) >> 8) * 256)) >> 2) + 0).y) * texel_s1((t7 >> 2) + 2) + (vec4(texel_s0(((t3 + (((t5 + 2) >> 8) * 256)) >> 2) + 0).z) * texel_s1((t7 >> 2) + 4) + (vec4(texel_s0(((t3 + (((t5 + 3) >> 8) * 256)) >> 2) + 0).w) * texel_s1((t7 >> 2) + 6) + sum_0))));
  }
  out0 = sum_0;
}


#version 300 es
// reshape: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  int t0 = (task * 4);
  out0 = texel_s0((((t0 & 7) + ((task >> 2) * 8)) + (((task >> 1) & 1) * 128)) >> 2);
}
