#version 300 es
// sum_add: 4 neighbours of a row, row reduced per fragment
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform highp sampler2D s2;
layout(location = 0) out vec4 out0;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
float element_s0(int i) { return texel_s0(i >> 2)[i & 3]; }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 3, t >> 2), 0); }
vec4 texel_s2(int t) { return texelFetch(s2, ivec2(t & 3, t >> 2), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  vec4 r0_best = vec4(0.0);
  int t3 = ((task >> 3) * 32);
  for (int r0_0 = 0; r0_0 < 32; r0_0++) {
    r0_best = (r0_best + vec4(element_s0((r0_0 + t3))));
  }
  vec4 r0_all = r0_best;
  vec4 r1_best = vec4(0.0);
  vec4 t1 = (r0_all * vec4(0.03125));
  for (int r1_0 = 0; r1_0 < 32; r1_0++) {
    vec4 t4 = (vec4(element_s0((r1_0 + t3))) - t1);
    r1_best = (r1_best + (t4 * t4));
  }
  vec4 r1_all = r1_best;
  int t0 = (task * 4);
  int t2 = (t0 & 31);
  out0 = ((((texel_s0(t0 >> 2) - t1) * (vec4(1.0) / sqrt(((r1_all * vec4(0.03125)) + vec4(0.00001))))) * texel_s1(t2 >> 2)) + texel_s2(t2 >> 2));
}
