#version 300 es
// matMul_relu: 1×4 per fragment, a by k, b by across
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform highp sampler2D s2;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s2(int t) { return texelFetch(s2, ivec2(t & 3, t >> 2), 0); }
vec4 maximum_f32x4_number(vec4 a, vec4 number) { return mix(max(a, number), a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000))); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  vec4 sum_0 = vec4(0.0);
  int t0 = (task * 4);
  int t1 = (t0 & 15);
  int t2 = ((task >> 2) * 20);
  for (int k0 = 0; k0 < 20; k0 += 4) {
    vec4 t3 = texel_s0((k0 + t2) >> 2);
    int t4 = ((k0 * 16) + t1);
    sum_0 = (vec4(t3.x) * texel_s1(t4 >> 2) + (vec4(t3.y) * texel_s1((t4 >> 2) + 4) + (vec4(t3.z) * texel_s1((t4 >> 2) + 8) + (vec4(t3.w) * texel_s1((t4 >> 2) + 12) + sum_0))));
  }
  out0 = maximum_f32x4_number((sum_0 + texel_s2(t1 >> 2)), vec4(0.0));
}


#version 300 es
// matMul: 4 elements, decoded apart
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
int quotient(int a, float reciprocal) { return int((float(a) + 0.5) * reciprocal); }
int modulo(int a, int b, float reciprocal) { return a - b * quotient(a, reciprocal); }
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
float element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
float element_s1(int i) { return texel_s1(i >> 2)[i & 3]; }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  if (task < 10) {
    vec4 r0_best = vec4(0.0);
    int t0 = (task * 4);
    int t1 = (quotient(t0, 0.2) * 16);
    int t3 = modulo(t0, 5, 0.2);
    int t4 = (t0 + 1);
    int t5 = (quotient(t4, 0.2) * 16);
    int t6 = modulo(t4, 5, 0.2);
    int t7 = (t0 + 2);
    int t8 = (quotient(t7, 0.2) * 16);
    int t9 = modulo(t7, 5, 0.2);
    int t10 = (t0 + 3);
    int t11 = (quotient(t10, 0.2) * 16);
    int t12 = modulo(t10, 5, 0.2);
    for (int k0 = 0; k0 < 16; k0++) {
      int t2 = (k0 * 5);
      r0_best = (r0_best + vec4((element_s0((k0 + t1)) * element_s1((t2 + t3))), (element_s0((k0 + t5)) * element_s1((t2 + t6))), (element_s0((k0 + t8)) * element_s1((t2 + t9))), (element_s0((k0 + t11)) * element_s1((t2 + t12)))));
    }
    vec4 r0_all = r0_best;
    out0 = r0_all;
  }
}


#version 300 es
// max_and_2: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform highp isampler2D s2;
uniform uint zero;
layout(location = 0) out vec4 out0;
layout(location = 1) out vec4 out1;
layout(location = 2) out vec4 out2;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
float element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 0, t >> 0), 0); }
float element_s1(int i) { return texel_s1(i >> 2)[i & 3]; }
vec4 maximum_f32x4(vec4 a, vec4 b) { return mix(mix(max(a, b), b, greaterThan(floatBitsToInt(b) & 0x7fffffff, ivec4(0x7f800000))), a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000))); }
vec4 exp_f32x4(vec4 a) { return mix(exp(a), a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000))); }
ivec4 texel_s2(int t) { return texelFetch(s2, ivec2(t & 0, t >> 0), 0); }
vec4 log_f32x4(vec4 a) {
  uvec4 bits = floatBitsToUint(a);
  bits *= uvec4(notEqual(bits, uvec4(0x80000000u))); // −0 is not negative
  uvec4 other = bits | uvec4(0x7fc00000u) << uvec4(equal(bits, uvec4(0u)));
  return mix(log(a), uintBitsToFloat(other), greaterThanEqual(bits - 1u, uvec4(0x7f800000u)));
}
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 0);
  vec4 r0_best = vec4(uintBitsToFloat(0xff800000u | zero));
  int t1 = (task * 20);
  for (int r0_0 = 0; r0_0 < 5; r0_0++) {
    int t2 = (r0_0 + t1);
    r0_best = maximum_f32x4(r0_best, (vec4(element_s0(t2), element_s0((t2 + 5)), element_s0((t2 + 10)), element_s0((t2 + 15))) + vec4(element_s1(r0_0))));
  }
  vec4 r0_all = r0_best;
  vec4 r1_best = vec4(0.0);
  for (int r1_0 = 0; r1_0 < 5; r1_0++) {
    int t3 = (r1_0 + t1);
    r1_best = (r1_best + exp_f32x4(((vec4(element_s0(t3), element_s0((t3 + 5)), element_s0((t3 + 10)), element_s0((t3 + 15))) + vec4(element_s1(r1_0))) - r0_all)));
  }
  vec4 r1_all = r1_best;
  vec4 r2_best = vec4(0.0);
  int t0 = (task * 4);
  ivec4 t4 = texel_s2(t0 >> 2);
  vec4 t5 = log_f32x4(r1_all);
  for (int r2_0 = 0; r2_0 < 5; r2_0++) {
    int t6 = (r2_0 + t1);
    r2_best = (r2_best + mix(vec4(0.0), (t5 - ((vec4(element_s0(t6), element_s0((t6 + 5)), element_s0((t6 + 10)), element_s0((t6 + 15))) + vec4(element_s1(r2_0))) - r0_all)), equal(t4, ivec4(r2_0))));
  }
  vec4 r2_all = r2_best;
  out0 = r0_all;
  out1 = r1_all;
  out2 = r2_all;
}


#version 300 es
// mul: 4 elements, decoded apart
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform highp sampler2D s2;
uniform highp sampler2D s3;
uniform highp isampler2D s4;
layout(location = 0) out vec4 out0;
int quotient(int a, float reciprocal) { return int((float(a) + 0.5) * reciprocal); }
int modulo(int a, int b, float reciprocal) { return a - b * quotient(a, reciprocal); }
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 0, t >> 0), 0); }
float element_s1(int i) { return texel_s1(i >> 2)[i & 3]; }
vec4 texel_s2(int t) { return texelFetch(s2, ivec2(t & 0, t >> 0), 0); }
float element_s2(int i) { return texel_s2(i >> 2)[i & 3]; }
float exp_f32(float a) { return mix(exp(a), a, (floatBitsToInt(a) & 0x7fffffff) > 0x7f800000); }
vec4 texel_s3(int t) { return texelFetch(s3, ivec2(t & 0, t >> 0), 0); }
float element_s3(int i) { return texel_s3(i >> 2)[i & 3]; }
ivec4 texel_s4(int t) { return texelFetch(s4, ivec2(t & 0, t >> 0), 0); }
int element_s4(int i) { return texel_s4(i >> 2)[i & 3]; }
float element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  if (task < 10) {
    int t0 = (task * 4);
    int t1 = modulo(t0, 5, 0.2);
    int t2 = quotient(t0, 0.2);
    int t3 = (t0 + 1);
    int t4 = modulo(t3, 5, 0.2);
    int t5 = quotient(t3, 0.2);
    int t6 = (t0 + 2);
    int t7 = modulo(t6, 5, 0.2);
    int t8 = quotient(t6, 0.2);
    int t9 = (t0 + 3);
    int t10 = modulo(t9, 5, 0.2);
    int t11 = quotient(t9, 0.2);
    out0 = vec4((0.125 * ((exp_f32(((texel_s0(t0 >> 2).x + element_s1(t1)) - element_s2(t2))) / element_s3(t2)) - float((element_s4(t2) == t1)))), (0.125 * ((exp_f32(((element_s0(t3) + element_s1(t4)) - element_s2(t5))) / element_s3(t5)) - float((element_s4(t5) == t4)))), (0.125 * ((exp_f32(((element_s0(t6) + element_s1(t7)) - element_s2(t8))) / element_s3(t8)) - float((element_s4(t8) == t7)))), (0.125 * ((exp_f32(((element_s0(t9) + element_s1(t10)) - element_s2(t11))) / element_s3(t11)) - float((element_s4(t11) == t10)))));
  }
}


#version 300 es
// matMul_where: 1×4 per fragment, a by k, b by k
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform highp sampler2D s2;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
vec4 four_s0(int i) {
  vec4 a = texel_s0(i >> 2);
  int c = i & 3;
  if (c == 0) return a;
  vec4 b = texel_s0((i >> 2) + 1);
  return c == 1 ? vec4(a.yzw, b.x) : c == 2 ? vec4(a.zw, b.xy) : vec4(a.w, b.xyz);
}
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
vec4 four_s1(int i) {
  vec4 a = texel_s1(i >> 2);
  int c = i & 3;
  if (c == 0) return a;
  vec4 b = texel_s1((i >> 2) + 1);
  return c == 1 ? vec4(a.yzw, b.x) : c == 2 ? vec4(a.zw, b.xy) : vec4(a.w, b.xyz);
}
float element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
vec4 texel_s2(int t) { return texelFetch(s2, ivec2(t & 3, t >> 2), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  vec4 sum_0 = vec4(0.0);
  int t0 = ((task >> 2) * 5);
  vec4 t1 = four_s0(t0);
  int t2 = (task * 4);
  int t3 = ((t2 & 15) * 5);
  vec4 t4 = texel_s1(t3 >> 2);
  vec4 t5 = four_s1((t3 + 5));
  vec4 t6 = four_s1((t3 + 10));
  vec4 t7 = four_s1((t3 + 15));
  sum_0 = (vec4(t1.x) * vec4(t4.x, t5.x, t6.x, t7.x) + (vec4(t1.y) * vec4(t4.y, t5.y, t6.y, t7.y) + (vec4(t1.z) * vec4(t4.z, t5.z, t6.z, t7.z) + (vec4(t1.w) * vec4(t4.w, t5.w, t6.w, t7.w) + sum_0))));
  sum_0 = (vec4(element_s0((t0 + 4))) * vec4(texel_s1((t3 >> 2) + 1).x, texel_s1((t3 >> 2) + 2).y, texel_s1((t3 >> 2) + 3).z, texel_s1((t3 >> 2) + 4).w) + sum_0);
  out0 = mix(vec4(0.0), sum_0, lessThan(vec4(0.0), texel_s2(t2 >> 2)));
}


#version 300 es
// sum_sub: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
void main() {
  int task = int(gl_FragCoord.x);
  vec4 r0_best = vec4(0.0);
  int t0 = (task * 4);
  for (int r0_0 = 0; r0_0 < 8; r0_0++) {
    r0_best = (r0_best + texel_s0(((r0_0 * 16) + t0) >> 2));
  }
  vec4 r0_all = r0_best;
  vec4 old0 = texel_s1(t0 >> 2);
  out0 = (old0 - (r0_all * vec4(0.1)));
}


#version 300 es
// sum_sub: 4 elements, decoded apart
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
float element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 0, t >> 0), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 0);
  vec4 r0_best = vec4(0.0);
  int t0 = (task * 4);
  for (int r0_0 = 0; r0_0 < 8; r0_0++) {
    int t1 = ((r0_0 * 5) + t0);
    r0_best = (r0_best + vec4(element_s0(t1), element_s0((t1 + 1)), element_s0((t1 + 2)), element_s0((t1 + 3))));
  }
  vec4 r0_all = r0_best;
  float old0 = texel_s1(t0 >> 2).x;
  float old1 = texel_s1((t0 >> 2) + 0).y;
  float old2 = texel_s1((t0 >> 2) + 0).z;
  float old3 = texel_s1((t0 >> 2) + 0).w;
  out0 = vec4((old0 - (r0_all.x * 0.1)), (old1 - (r0_all.y * 0.1)), (old2 - (r0_all.z * 0.1)), (old3 - (r0_all.w * 0.1)));
}


#version 300 es
// matMul_sub: 1×4 per fragment, a by across, b by across
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform highp sampler2D s2;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
vec4 four_s0(int i) {
  vec4 a = texel_s0(i >> 2);
  int c = i & 3;
  if (c == 0) return a;
  vec4 b = texel_s0((i >> 2) + 1);
  return c == 1 ? vec4(a.yzw, b.x) : c == 2 ? vec4(a.zw, b.xy) : vec4(a.w, b.xyz);
}
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
vec4 texel_s2(int t) { return texelFetch(s2, ivec2(t & 15, t >> 4), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  vec4 sum_0 = vec4(0.0);
  int t0 = (task * 4);
  int t1 = (task >> 2);
  int t3 = (t0 & 15);
  for (int k0 = 0; k0 < 8; k0 += 4) {
    int t2 = ((k0 * 20) + t1);
    int t4 = ((k0 * 16) + t3);
    sum_0 = (vec4(four_s0(t2).x) * texel_s1(t4 >> 2) + (vec4(four_s0((t2 + 20)).x) * texel_s1((t4 >> 2) + 4) + (vec4(four_s0((t2 + 40)).x) * texel_s1((t4 >> 2) + 8) + (vec4(four_s0((t2 + 60)).x) * texel_s1((t4 >> 2) + 12) + sum_0))));
  }
  vec4 old0 = texel_s2(t0 >> 2);
  out0 = (old0 - (sum_0 * vec4(0.1)));
}


#version 300 es
// matMul_sub: 4 elements, decoded apart
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform highp sampler2D s2;
layout(location = 0) out vec4 out0;
int quotient(int a, float reciprocal) { return int((float(a) + 0.5) * reciprocal); }
int modulo(int a, int b, float reciprocal) { return a - b * quotient(a, reciprocal); }
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
float element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
float element_s1(int i) { return texel_s1(i >> 2)[i & 3]; }
vec4 texel_s2(int t) { return texelFetch(s2, ivec2(t & 3, t >> 2), 0); }
float element_s2(int i) { return texel_s2(i >> 2)[i & 3]; }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  vec4 r0_best = vec4(0.0);
  int t0 = (task * 4);
  int t1 = (t0 + 1);
  int t2 = (t0 + 2);
  int t3 = (t0 + 3);
  int t5 = quotient(t0, 0.2);
  int t7 = modulo(t0, 5, 0.2);
  int t8 = quotient(t1, 0.2);
  int t9 = modulo(t1, 5, 0.2);
  int t10 = quotient(t2, 0.2);
  int t11 = modulo(t2, 5, 0.2);
  int t12 = quotient(t3, 0.2);
  int t13 = modulo(t3, 5, 0.2);
  for (int k0 = 0; k0 < 8; k0++) {
    int t4 = (k0 * 16);
    int t6 = (k0 * 5);
    r0_best = (r0_best + vec4((element_s0((t4 + t5)) * element_s1((t7 + t6))), (element_s0((t4 + t8)) * element_s1((t9 + t6))), (element_s0((t4 + t10)) * element_s1((t6 + t11))), (element_s0((t4 + t12)) * element_s1((t6 + t13)))));
  }
  vec4 r0_all = r0_best;
  float old0 = texel_s2(t0 >> 2).x;
  float old1 = element_s2(t1);
  float old2 = element_s2(t2);
  float old3 = element_s2(t3);
  out0 = vec4((old0 - (r0_all.x * 0.1)), (old1 - (r0_all.y * 0.1)), (old2 - (r0_all.z * 0.1)), (old3 - (r0_all.w * 0.1)));
}


#version 300 es
// sum_mul: 4 elements, decoded apart
precision highp float;
precision highp int;
uniform highp isampler2D s0;
uniform highp sampler2D s1;
uniform uint zero;
layout(location = 0) out vec4 out0;
ivec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 0, t >> 0), 0); }
int element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 0, t >> 0), 0); }
float element_s1(int i) { return texel_s1(i >> 2)[i & 3]; }
void main() {
  int task = int(gl_FragCoord.x);
  vec4 r0_best = vec4(0.0);
  for (int r0_0 = 0; r0_0 < 8; r0_0++) {
    int t0 = element_s0(r0_0);
    r0_best = (r0_best + vec4(mix(uintBitsToFloat(0x7fc00000u | zero), element_s1(r0_0), ((0 <= t0) && (t0 < 5)))));
  }
  vec4 r0_all = r0_best;
  out0 = (r0_all * vec4(0.125));
}
