#version 300 es
// max_div: 4 elements, decoded apart, row reduced per fragment
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform uint zero;
layout(location = 0) out vec4 out0;
int quotient(int a, float reciprocal) { return int((float(a) + 0.5) * reciprocal); }
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 3, t >> 2), 0); }
float element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
vec4 maximum_f32x4(vec4 a, vec4 b) { return mix(mix(max(a, b), b, greaterThan(floatBitsToInt(b) & 0x7fffffff, ivec4(0x7f800000))), a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000))); }
float exp_f32(float a) { return mix(exp(a), a, (floatBitsToInt(a) & 0x7fffffff) > 0x7f800000); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 2);
  if (task < 15) {
    vec4 r0_best = vec4(uintBitsToFloat(0xff800000u | zero));
    int t0 = (task * 4);
    int t2 = (t0 + 1);
    int t5 = (t0 + 3);
    int t7 = (task * 2);
    int t8 = (quotient(t7, 0.2) * 10);
    int t9 = (quotient(t2, 0.1) * 10);
    int t10 = (quotient((t7 + 1), 0.2) * 10);
    int t11 = (quotient(t5, 0.1) * 10);
    for (int r0_0 = 0; r0_0 < 10; r0_0++) {
      r0_best = maximum_f32x4(r0_best, vec4(element_s0((r0_0 + t8)), element_s0((r0_0 + t9)), element_s0((r0_0 + t10)), element_s0((r0_0 + t11))));
    }
    vec4 r0_all = r0_best;
    vec4 r1_best = vec4(0.0);
    float t1 = r0_all.x;
    float t3 = r0_all.y;
    float t4 = r0_all.z;
    float t6 = r0_all.w;
    for (int r1_0 = 0; r1_0 < 10; r1_0++) {
      r1_best = (r1_best + vec4(exp_f32((element_s0((r1_0 + t8)) - t1)), exp_f32((element_s0((r1_0 + t9)) - t3)), exp_f32((element_s0((r1_0 + t10)) - t4)), exp_f32((element_s0((r1_0 + t11)) - t6))));
    }
    vec4 r1_all = r1_best;
    out0 = vec4((exp_f32((texel_s0(t0 >> 2).x - t1)) / r1_all.x), (exp_f32((element_s0(t2) - t3)) / r1_all.y), (exp_f32((texel_s0((t0 >> 2) + 0).z - t4)) / r1_all.z), (exp_f32((element_s0(t5) - t6)) / r1_all.w));
  }
}
