#version 300 es
// add_and_2: 4 neighbours of a row
precision highp float;
precision highp int;
uniform highp sampler2D s0;
uniform highp sampler2D s1;
uniform highp sampler2D s2;
uniform highp sampler2D s3;
uniform highp sampler2D s4;
layout(location = 0) out vec4 out0;
layout(location = 1) out vec4 out1;
layout(location = 2) out vec4 out2;
vec4 texel_s0(int t) { return texelFetch(s0, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s1(int t) { return texelFetch(s1, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s2(int t) { return texelFetch(s2, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s3(int t) { return texelFetch(s3, ivec2(t & 15, t >> 4), 0); }
vec4 texel_s4(int t) { return texelFetch(s4, ivec2(t & 0, t >> 0), 0); }
void main() {
  int task = int(gl_FragCoord.x) + (int(gl_FragCoord.y) << 4);
  int t0 = (task * 4);
  vec4 old0 = texel_s0(t0 >> 2);
  vec4 old1 = texel_s1(t0 >> 2);
  vec4 old2 = texel_s2(t0 >> 2);
  vec4 t1 = texel_s3(t0 >> 2);
  vec4 t2 = ((old0 * vec4(0.9)) + (t1 * vec4(0.1)));
  out0 = t2;
  vec4 t3 = ((old1 * vec4(0.999)) + ((t1 * t1) * vec4(0.001)));
  out1 = t3;
  out2 = (old2 - ((vec4(texel_s4(0).x) * t2) / (sqrt(t3) + vec4(1e-7))));
}
