#version 300 es
// conv2d_relu: 1×4 per fragment, a by k, b by across
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform highp sampler2D s2;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s2(int t) { return texelFetch(s2, ivec2(t & 0, t >> 0), 0); }
vec4 maximum_f32x4_number(vec4 a, vec4 number) { return mix(max(a, number), a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000))); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  vec4 sum_0 = vec4(0.0);
  int t0 = (task * 4);
  int t1 = (t0 & 7);
  int t3 = (task >> 1);
  int t4 = (t3 * 4);
  int t5 = ((task >> 4) & 7);
  int t8 = (t3 & 7);
  for (int k0 = 0; k0 < 3; k0++) {
    int t2 = (k0 * 32);
    int t6 = ((k0 + t5) + (-1));
    bool t7 = ((0 <= t6) && (t6 < 8));
    int t11 = (k0 * 96);
    for (int k1 = 0; k1 < 3; k1++) {
      int t9 = ((k1 + t8) + (-1));
      vec4 t10 = mix(vec4(0), texel_s0(((((k1 * 4) + t2) + t4) >> 2) + -9), bvec4((t7 && ((0 <= t9) && (t9 < 8)))));
      int t12 = (((k1 * 32) + t1) + t11);
      sum_0 = (vec4(t10.x) * texel_s1(t12 >> 2) + (vec4(t10.y) * texel_s1((t12 >> 2) + 2) + (vec4(t10.z) * texel_s1((t12 >> 2) + 4) + (vec4(t10.w) * texel_s1((t12 >> 2) + 6) + sum_0))));
    }
  }
  out0 = maximum_f32x4_number((sum_0 + texel_s2(t1 >> 2)), vec4(0.0));
}


#version 300 es
// mul: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
vec4 maximum_f32x4(vec4 a, vec4 b) { return mix(mix(max(a, b), b, greaterThan(floatBitsToInt(b) & 0x7fffffff, ivec4(0x7f800000))), a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000))); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 15, t >> 4), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  int t0 = (task * 4);
  int t1 = ((((task >> 3) * 128) + (((task >> 1) & 3) * 16)) + (t0 & 7));
  out0 = (vec4(0.00390625) * (vec4(2.0) * (maximum_f32x4(maximum_f32x4(maximum_f32x4(texel_s0(t1 >> 2), texel_s0((t1 >> 2) + 2)), texel_s0((t1 >> 2) + 16)), texel_s0((t1 >> 2) + 18)) - texel_s1(t0 >> 2))));
}


#version 300 es
// where: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform uint zero;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
ivec4 select_ivec4(bvec4 c, ivec4 a, ivec4 b) { return b ^ ((a ^ b) & -ivec4(c)); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 15, t >> 4), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  int t0 = (task * 4);
  int t1 = (task >> 7);
  int t2 = (t0 & 7);
  int t3 = (task >> 4);
  int t4 = ((t3 & 7) >> 1);
  int t5 = (task >> 1);
  int t6 = ((t5 & 7) >> 1);
  int t7 = ((((t1 * 512) + t2) + (t4 * 128)) + (t6 * 16));
  vec4 t8 = texel_s0(t7 >> 2);
  vec4 t9 = mix(vec4(uintBitsToFloat(0xff800000u | zero)), t8, lessThan(vec4(uintBitsToFloat(0xff800000u | zero)), t8));
  vec4 t10 = texel_s0((t7 >> 2) + 2);
  bvec4 t11 = lessThan(t9, t10);
  vec4 t12 = mix(t9, t10, t11);
  vec4 t13 = texel_s0((t7 >> 2) + 16);
  bvec4 t14 = lessThan(t12, t13);
  out0 = mix(vec4(0.0), mix(vec4(0.0), texel_s1(((((t1 * 128) + t2) + (t4 * 32)) + (t6 * 8)) >> 2), equal(select_ivec4(lessThan(mix(t12, t13, t14), texel_s0((t7 >> 2) + 18)), ivec4(3), select_ivec4(t14, ivec4(2), select_ivec4(t11, ivec4(1), ivec4(0)))), ivec4((((t3 & 1) * 2) + (t5 & 1))))), lessThan(vec4(0.0), texel_s0(t0 >> 2)));
}


#version 300 es
// sum_sub: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 0, t >> 0), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 0);
  vec4 r0_best = vec4(0.0);
  int t0 = (task * 4);
  for (int r0_2 = 0; r0_2 < 128; r0_2++) {
    r0_best = (r0_best + texel_s0(((r0_2 * 8) + t0) >> 2));
  }
  vec4 r0_all = r0_best;
  vec4 old0 = texel_s1(t0 >> 2);
  out0 = (old0 - (r0_all * vec4(0.1)));
}


#version 300 es
// conv2dKernelGrad_sub: 1×4 per fragment, a by across, b by across
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform highp sampler2D s2;
layout(location = 0) out vec4 out0;
int quotient(int a, float reciprocal) { return int((float(a) + 0.5) * reciprocal); }
int modulo(int a, int b, float reciprocal) { return a - b * quotient(a, reciprocal); }
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
vec4 four_s0(int i) {
  vec4 a = texel_s0(i >> 2);
  int c = i & 3;
  if (c == 0) return a;
  vec4 b = texel_s0((i >> 2) + 1);
  return c == 1 ? vec4(a.yzw, b.x) : c == 2 ? vec4(a.zw, b.xy) : vec4(a.w, b.xyz);
}
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s2(int t) { return texelFetch(s2, ivec2(t & 15, t >> 4), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  if (task < 72) {
    vec4 sum_0 = vec4(0.0);
    int t0 = (task * 4);
    int t3 = quotient(task, 0.041666668);
    int t4 = (t3 * 32);
    int t5 = modulo((task >> 3), 3, 0.33333334);
    int t6 = (t5 * 4);
    int t7 = ((task >> 1) & 3);
    int t15 = (t0 & 7);
    for (int k0 = 0; k0 < 2; k0++) {
      int t1 = (k0 * 256);
      int t13 = (k0 * 512);
      for (int k1 = 0; k1 < 8; k1++) {
        int t2 = ((k1 * 32) + t1);
        int t9 = ((k1 + t3) + (-1));
        bool t10 = ((0 <= t9) && (t9 < 8));
        int t14 = ((k1 * 64) + t13);
        for (int k2 = 0; k2 < 8; k2 += 4) {
          int t8 = (((((k2 * 4) + t2) + t4) + t6) + t7);
          int t11 = (k2 + t5);
          int t12 = (t11 + (-1));
          int t16 = (((k2 * 8) + t14) + t15);
          sum_0 = (vec4(mix(vec4(0), four_s0((t8 + (-36))), bvec4((t10 && ((0 <= t12) && (t12 < 8))))).x) * texel_s1(t16 >> 2) + (vec4(mix(vec4(0), four_s0((t8 + (-32))), bvec4((t10 && (t11 < 8)))).x) * texel_s1((t16 >> 2) + 2) + (vec4(mix(vec4(0), four_s0((t8 + (-28))), bvec4((t10 && ((t11 + 1) < 8)))).x) * texel_s1((t16 >> 2) + 4) + (vec4(mix(vec4(0), four_s0((t8 + (-24))), bvec4((t10 && ((t11 + 2) < 8)))).x) * texel_s1((t16 >> 2) + 6) + sum_0))));
        }
      }
    }
    vec4 old0 = texel_s2(t0 >> 2);
    out0 = (old0 - (sum_0 * vec4(0.1)));
  }
}


#version 300 es
// sum: 4 elements, decoded apart
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
float element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
float maximum_f32(float a, float b) { return mix(mix(max(a, b), b, (floatBitsToInt(b) & 0x7fffffff) > 0x7f800000), a, (floatBitsToInt(a) & 0x7fffffff) > 0x7f800000); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 15, t >> 4), 0); }
float element_s1(int i) { return texel_s1(i >> 2)[i & 3]; }
void main() {
  int task = int(gl_FragCoord.x);
  vec4 r0_best = vec4(0.0);
  for (int r0_1 = 0; r0_1 < 8; r0_1++) {
    int t0 = (r0_1 * 128);
    int t3 = (r0_1 * 32);
    for (int r0_2 = 0; r0_2 < 4; r0_2++) {
      int t1 = ((r0_2 * 16) + t0);
      int t4 = ((r0_2 * 8) + t3);
      for (int r0_3 = 0; r0_3 < 8; r0_3++) {
        int t2 = (r0_3 + t1);
        float t5 = (maximum_f32(maximum_f32(maximum_f32(element_s0(t2), element_s0((t2 + 8))), element_s0((t2 + 64))), element_s0((t2 + 72))) - element_s1((r0_3 + t4)));
        r0_best = (r0_best + vec4((t5 * t5)));
      }
    }
  }
  vec4 r0_all = r0_best;
  out0 = r0_all;
}


#version 300 es
// mul: 4 elements, decoded apart
precision highp float;
precision highp int;
uniform highp sampler2D s0;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 0, t >> 0), 0); }
void main() {
  int task = int(gl_FragCoord.x);
  out0 = vec4((texel_s0(0).x * 0.00390625));
}
