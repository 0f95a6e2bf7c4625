#version 300 es
// copy_with_1: copy: 4 neighbours of a row; copy: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
layout(location = 1) out vec4 out1;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  int p0_t0 = (task * 4);
  out0 = texel_s0(p0_t0 >> 2);
  int p1_t0 = (task * 4);
  out1 = texel_s1(p1_t0 >> 2);
}


#version 300 es
// matMul_add: 1×4 per fragment, a by k, b by across
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform highp sampler2D s2;
uniform highp int turn0;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s2(int i) {
  int t = i + 0 + turn0 * 32;
  return texelFetch(s2, ivec2(t & 15, t >> 4), 0);
}
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  vec4 sum_0 = vec4(0.0);
  int t0 = (task * 4);
  int t1 = ((task >> 3) * 8);
  int t3 = (t0 & 31);
  for (int k0 = 0; k0 < 8; k0 += 4) {
    vec4 t2 = texel_s0((k0 + t1) >> 2);
    int t4 = ((k0 * 32) + t3);
    sum_0 = (vec4(t2.x) * texel_s1(t4 >> 2) + (vec4(t2.y) * texel_s1((t4 >> 2) + 8) + (vec4(t2.z) * texel_s1((t4 >> 2) + 16) + (vec4(t2.w) * texel_s1((t4 >> 2) + 24) + sum_0))));
  }
  out0 = (texel_s2(t0 >> 2) + sum_0);
}


#version 300 es
// add_and_1: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
layout(location = 1) out vec4 out1;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
vec4 minimum_f32x4_number(vec4 a, vec4 number) { return mix(min(a, number), a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000))); }
vec4 exp_f32x4(vec4 a) { return mix(exp(a), a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000))); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  int t0 = (task * 4);
  vec4 old0 = texel_s0(t0 >> 2);
  int t1 = (((task >> 1) * 32) + (t0 & 7));
  vec4 t2 = texel_s1((t1 >> 2) + 4);
  vec4 t3 = minimum_f32x4_number(abs(t2), vec4(9.02));
  vec4 t4 = (t3 + t3);
  ivec4 t5 = (floatBitsToInt((t4 * vec4(1.442695) + vec4(12582912.0))) - ivec4(1262485504));
  vec4 t6 = intBitsToFloat(((t5 + ivec4(127)) << ivec4(23)));
  vec4 t7 = vec4(t5);
  vec4 t8 = (t7 * vec4(0.00021219444) + (t7 * vec4((-0.6933594)) + t4));
  vec4 t9 = (t6 * ((t8 * t8) * ((((vec4(0.0013926176) * t8 + vec4(0.008363173)) * t8 + vec4(0.041666556)) * t8 + vec4(0.16666576)) * t8 + vec4(0.5)) + t8) + (t6 - vec4(1.0)));
  vec4 t10 = (((vec4(1.0) / (exp_f32x4((-texel_s1((t1 >> 2) + 2))) + vec4(1.0))) * old0) + ((vec4(1.0) / (exp_f32x4((-texel_s1(t1 >> 2))) + vec4(1.0))) * uintBitsToFloat(((floatBitsToUint((t9 / (t9 + vec4(2.0)))) & uvec4(2147483647u)) | (floatBitsToUint(t2) & uvec4(2147483648u))))));
  out0 = t10;
  vec4 t11 = minimum_f32x4_number(abs(t10), vec4(9.02));
  vec4 t12 = (t11 + t11);
  ivec4 t13 = (floatBitsToInt((t12 * vec4(1.442695) + vec4(12582912.0))) - ivec4(1262485504));
  vec4 t14 = intBitsToFloat(((t13 + ivec4(127)) << ivec4(23)));
  vec4 t15 = vec4(t13);
  vec4 t16 = (t15 * vec4(0.00021219444) + (t15 * vec4((-0.6933594)) + t12));
  vec4 t17 = (t14 * ((t16 * t16) * ((((vec4(0.0013926176) * t16 + vec4(0.008363173)) * t16 + vec4(0.041666556)) * t16 + vec4(0.16666576)) * t16 + vec4(0.5)) + t16) + (t14 - vec4(1.0)));
  out1 = ((vec4(1.0) / (exp_f32x4((-texel_s1((t1 >> 2) + 6))) + vec4(1.0))) * uintBitsToFloat(((floatBitsToUint((t17 / (t17 + vec4(2.0)))) & uvec4(2147483647u)) | (floatBitsToUint(t10) & uvec4(2147483648u)))));
}


#version 300 es
// copy: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp int turn0;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  task -= 0 + turn0 * 8;
  if (task < 0 || task >= 8) discard;
  int t0 = (task * 4);
  out0 = texel_s0(t0 >> 2);
}
