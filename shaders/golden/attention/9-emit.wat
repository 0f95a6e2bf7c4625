(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32) (param $arg:3 i32)
  (local $task i32)
  (local $z i32)
  (local $z_2 i32)
  (local $z_3 i32)
  (local $:c_f149f2ca_f149f2ca_f149f2ca_f149f2ca v128)
  (local $t13 i32)
  (local $j0 i32)
  (local $t0 i32)
  (local $pc i32)
  (local $t1 i32)
  (local $pd i32)
  (local $t2 i32)
  (local $:temporary0 v128)
  (local $t5 v128)
  (local $r i32)
  (local $t3 i32)
  (local $t7 v128)
  (local $t9 v128)
  (local $t10 v128)
  (local $t11 v128)
  (local $t14 i32)
  (local $c i32)
  (local $a0_0 v128)
  (local $a0_1 v128)
  (local $a1_0 v128)
  (local $a1_1 v128)
  (local $a2_0 v128)
  (local $a2_1 v128)
  (local $a3_0 v128)
  (local $a3_1 v128)
  (local $d i32)
  (local $t12 i32)
  (local $y0_0 v128)
  (local $y0_1 v128)
  (local $t15 i32)
  (local $t16 v128)
  (local $t17 v128)
  (local $t18 v128)
  (local $t19 v128)
  (local $y1_0 v128)
  (local $y1_1 v128)
  (local $t20 i32)
  (local $t21 i32)
  (local $t22 i32)
  (local $t23 v128)
  (local $t24 v128)
  (local $t25 v128)
  (local $t26 v128)
  (local $y2_0 v128)
  (local $y2_1 v128)
  (local $t27 i32)
  (local $t28 i32)
  (local $t29 v128)
  (local $t30 v128)
  (local $t31 v128)
  (local $t32 v128)
  (local $y3_0 v128)
  (local $y3_1 v128)
  (local $t33 i32)
  (local $t34 i32)
  (local $t35 v128)
  (local $t36 v128)
  (local $t37 v128)
  (local $t38 v128)
  (local $s0_0 v128)
  (local $s0_1 v128)
  (local $s1_0 v128)
  (local $s1_1 v128)
  (local $s2_0 v128)
  (local $s2_1 v128)
  (local $s3_0 v128)
  (local $s3_1 v128)
  (local $t4 i32)
  (local $:c_0_1_2_3 v128)
  (local $t6 v128)
  (local $:c_3eb504f3_3eb504f3_3eb504f3_3eb504f3 v128)
  (local $:c_ff61b1e6_ff61b1e6_ff61b1e6_ff61b1e6 v128)
  (local $t8 v128)
  (local $r_2 i32)
  (local $top4 v128)
  (local $t46 i32)
  (local $x i32)
  (local $before f32)
  (local $top f32)
  (local $t39 f32)
  (local $t40 i32)
  (local $t41 f32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $t42 i32)
  (local $t43 f32)
  (local $t44 f32)
  (local $t45 i32)
  (local $less f32)
  (local $sum4 v128)
  (local $t48 v128)
  (local $x_2 i32)
  (local $t47 i32)
  (local $s4 v128)
  (local $:c_c2ac0000_c2ac0000_c2ac0000_c2ac0000 v128)
  (local $t49 v128)
  (local $:c_c2d00000_c2d00000_c2d00000_c2d00000 v128)
  (local $t50 v128)
  (local $:c_3fb8aa3b_3fb8aa3b_3fb8aa3b_3fb8aa3b v128)
  (local $:c_4b400000_4b400000_4b400000_4b400000 v128)
  (local $:c_80_80_80_80 v128)
  (local $t51 v128)
  (local $t52 v128)
  (local $:c_395e8083_395e8083_395e8083_395e8083 v128)
  (local $:c_bf318000_bf318000_bf318000_bf318000 v128)
  (local $t53 v128)
  (local $t54 v128)
  (local $:c_3ab6887e_3ab6887e_3ab6887e_3ab6887e v128)
  (local $:c_3c0905b1_3c0905b1_3c0905b1_3c0905b1 v128)
  (local $:c_3d2aaa8d_3d2aaa8d_3d2aaa8d_3d2aaa8d v128)
  (local $:c_3e2aaa6e_3e2aaa6e_3e2aaa6e_3e2aaa6e v128)
  (local $:c_3f000000_3f000000_3f000000_3f000000 v128)
  (local $:c_3f800000_3f800000_3f800000_3f800000 v128)
  (local $:c_7f_7f_7f_7f v128)
  (local $p4 v128)
  (local $t67 i32)
  (local $r_3 i32)
  (local $t55 i32)
  (local $t59 i32)
  (local $t62 i32)
  (local $t65 i32)
  (local $t70 i32)
  (local $e i32)
  (local $t56 i32)
  (local $a0_0_2 v128)
  (local $t57 i32)
  (local $a0_1_2 v128)
  (local $t58 i32)
  (local $a1_0_2 v128)
  (local $t60 i32)
  (local $a1_1_2 v128)
  (local $t61 i32)
  (local $a2_0_2 v128)
  (local $t63 i32)
  (local $a2_1_2 v128)
  (local $t64 i32)
  (local $a3_0_2 v128)
  (local $t66 i32)
  (local $a3_1_2 v128)
  (local $t68 i32)
  (local $k i32)
  (local $t69 i32)
  (local $y0_0_2 v128)
  (local $y0_1_2 v128)
  (local $t71 i32)
  (local $p0_0 v128)
  (local $p0_1 v128)
  (local $p0_2 v128)
  (local $p0_3 v128)
  (local $y1_0_2 v128)
  (local $y1_1_2 v128)
  (local $p1_0 v128)
  (local $p1_1 v128)
  (local $p1_2 v128)
  (local $p1_3 v128)
  (local $y2_0_2 v128)
  (local $y2_1_2 v128)
  (local $p2_0 v128)
  (local $p2_1 v128)
  (local $p2_2 v128)
  (local $p2_3 v128)
  (local $y3_0_2 v128)
  (local $y3_1_2 v128)
  (local $p3_0 v128)
  (local $p3_1 v128)
  (local $p3_2 v128)
  (local $p3_3 v128)
  (local $t72 i32)
  (local $r_4 i32)
  (local $sum f32)
  (local $unseen i32)
  (local $norm f32)
  (local $part f32)
  (local $t73 i32)
  (local $t74 i32)
  (local $t75 f32)
  (local $t76 f32)
  (local $t77 f32)
  (local $t78 i32)
  (local $t79 i32)
  (local $t80 v128)
  (local $e_2 i32)
  v128.const i32x4 0xf149f2ca 0xf149f2ca 0xf149f2ca 0xf149f2ca
  local.set $:c_f149f2ca_f149f2ca_f149f2ca_f149f2ca
  v128.const i32x4 0x00000000 0x00000001 0x00000002 0x00000003
  local.set $:c_0_1_2_3
  v128.const i32x4 0x3eb504f3 0x3eb504f3 0x3eb504f3 0x3eb504f3
  local.set $:c_3eb504f3_3eb504f3_3eb504f3_3eb504f3
  v128.const i32x4 0xff61b1e6 0xff61b1e6 0xff61b1e6 0xff61b1e6
  local.set $:c_ff61b1e6_ff61b1e6_ff61b1e6_ff61b1e6
  v128.const i32x4 0xc2ac0000 0xc2ac0000 0xc2ac0000 0xc2ac0000
  local.set $:c_c2ac0000_c2ac0000_c2ac0000_c2ac0000
  v128.const i32x4 0xc2d00000 0xc2d00000 0xc2d00000 0xc2d00000
  local.set $:c_c2d00000_c2d00000_c2d00000_c2d00000
  v128.const i32x4 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b
  local.set $:c_3fb8aa3b_3fb8aa3b_3fb8aa3b_3fb8aa3b
  v128.const i32x4 0x4b400000 0x4b400000 0x4b400000 0x4b400000
  local.set $:c_4b400000_4b400000_4b400000_4b400000
  v128.const i32x4 0x00000080 0x00000080 0x00000080 0x00000080
  local.set $:c_80_80_80_80
  v128.const i32x4 0x395e8083 0x395e8083 0x395e8083 0x395e8083
  local.set $:c_395e8083_395e8083_395e8083_395e8083
  v128.const i32x4 0xbf318000 0xbf318000 0xbf318000 0xbf318000
  local.set $:c_bf318000_bf318000_bf318000_bf318000
  v128.const i32x4 0x3ab6887e 0x3ab6887e 0x3ab6887e 0x3ab6887e
  local.set $:c_3ab6887e_3ab6887e_3ab6887e_3ab6887e
  v128.const i32x4 0x3c0905b1 0x3c0905b1 0x3c0905b1 0x3c0905b1
  local.set $:c_3c0905b1_3c0905b1_3c0905b1_3c0905b1
  v128.const i32x4 0x3d2aaa8d 0x3d2aaa8d 0x3d2aaa8d 0x3d2aaa8d
  local.set $:c_3d2aaa8d_3d2aaa8d_3d2aaa8d_3d2aaa8d
  v128.const i32x4 0x3e2aaa6e 0x3e2aaa6e 0x3e2aaa6e 0x3e2aaa6e
  local.set $:c_3e2aaa6e_3e2aaa6e_3e2aaa6e_3e2aaa6e
  v128.const i32x4 0x3f000000 0x3f000000 0x3f000000 0x3f000000
  local.set $:c_3f000000_3f000000_3f000000_3f000000
  v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
  local.set $:c_3f800000_3f800000_3f800000_3f800000
  v128.const i32x4 0x0000007f 0x0000007f 0x0000007f 0x0000007f
  local.set $:c_7f_7f_7f_7f
  local.get $begin
  local.set $task
  local.get $task
  local.get $end
  i32.lt_s
  if
    loop
      i32.const 0
      local.set $z
      loop
        local.get $scratch:
        local.get $z
        i32.const 2
        i32.shl
        i32.add
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        v128.store offset=1536
        local.get $z
        i32.const 4
        i32.add
        local.set $z
        local.get $z
        i32.const 128
        i32.lt_s
        br_if 0
      end
      i32.const 0
      local.set $z_2
      loop
        local.get $scratch:
        local.get $z_2
        i32.const 2
        i32.shl
        i32.add
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        v128.store offset=2112
        local.get $z_2
        i32.const 4
        i32.add
        local.set $z_2
        local.get $z_2
        i32.const 16
        i32.lt_s
        br_if 0
      end
      i32.const 0
      local.set $z_3
      loop
        local.get $scratch:
        local.get $z_3
        i32.const 2
        i32.shl
        i32.add
        local.get $:c_f149f2ca_f149f2ca_f149f2ca_f149f2ca
        v128.store offset=2048
        local.get $z_3
        i32.const 4
        i32.add
        local.set $z_3
        local.get $z_3
        i32.const 16
        i32.lt_s
        br_if 0
      end
      local.get $task
      i32.const 8
      i32.mul
      local.set $t13
      i32.const 0
      local.set $j0
      loop
        local.get $j0
        i32.const 8
        i32.mul
        local.set $t0
        i32.const 0
        local.set $pc
        loop
          local.get $pc
          i32.const 8
          i32.mul
          local.set $t1
          i32.const 0
          local.set $pd
          loop
            local.get $pd
            local.get $t0
            i32.add
            local.get $t1
            i32.add
            local.set $t2
            local.get $scratch:
            local.get $pd
            i32.const 16
            i32.mul
            local.get $pc
            i32.add
            i32.const 2
            i32.shl
            i32.add
            local.get $arg:1
            local.get $t2
            i32.const 2
            i32.shl
            i32.add
            v128.load32_zero
            local.set $:temporary0
            local.get $arg:1
            local.get $t2
            i32.const 2
            i32.shl
            i32.add
            local.get $:temporary0
            v128.load32_lane offset=32 1
            local.set $:temporary0
            local.get $arg:1
            local.get $t2
            i32.const 2
            i32.shl
            i32.add
            local.get $:temporary0
            v128.load32_lane offset=64 2
            local.set $:temporary0
            local.get $arg:1
            local.get $t2
            i32.const 2
            i32.shl
            i32.add
            local.get $:temporary0
            v128.load32_lane offset=96 3
            v128.store
            local.get $pd
            i32.const 1
            i32.add
            local.set $pd
            local.get $pd
            i32.const 8
            i32.lt_s
            br_if 0
          end
          local.get $pc
          i32.const 4
          i32.add
          local.set $pc
          local.get $pc
          i32.const 16
          i32.lt_s
          br_if 0
        end
        local.get $j0
        i32x4.splat
        local.set $t5
        i32.const 0
        local.set $r
        loop
          local.get $r
          i32.const 16
          i32.mul
          local.set $t3
          local.get $r
          i32x4.splat
          local.set $t7
          local.get $r
          i32.const 1
          i32.add
          i32x4.splat
          local.set $t9
          local.get $r
          i32.const 2
          i32.add
          i32x4.splat
          local.set $t10
          local.get $r
          i32.const 3
          i32.add
          i32x4.splat
          local.set $t11
          local.get $t3
          local.get $t13
          i32.add
          local.set $t14
          i32.const 0
          local.set $c
          loop
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
            local.set $a0_0
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
            local.set $a0_1
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
            local.set $a1_0
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
            local.set $a1_1
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
            local.set $a2_0
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
            local.set $a2_1
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
            local.set $a3_0
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
            local.set $a3_1
            i32.const 0
            local.set $d
            loop
              local.get $c
              local.get $d
              i32.const 16
              i32.mul
              i32.add
              local.set $t12
              local.get $scratch:
              local.get $t12
              i32.const 2
              i32.shl
              i32.add
              v128.load
              local.set $y0_0
              local.get $scratch:
              local.get $t12
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=16
              local.set $y0_1
              local.get $d
              local.get $t14
              i32.add
              local.set $t15
              local.get $arg:0
              local.get $t15
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat
              local.set $t16
              local.get $t16
              local.get $y0_0
              local.get $a0_0
              f32x4.relaxed_madd
              local.set $a0_0
              local.get $t16
              local.get $y0_1
              local.get $a0_1
              f32x4.relaxed_madd
              local.set $a0_1
              local.get $arg:0
              local.get $t15
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=64
              local.set $t17
              local.get $t17
              local.get $y0_0
              local.get $a1_0
              f32x4.relaxed_madd
              local.set $a1_0
              local.get $t17
              local.get $y0_1
              local.get $a1_1
              f32x4.relaxed_madd
              local.set $a1_1
              local.get $arg:0
              local.get $t15
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=128
              local.set $t18
              local.get $t18
              local.get $y0_0
              local.get $a2_0
              f32x4.relaxed_madd
              local.set $a2_0
              local.get $t18
              local.get $y0_1
              local.get $a2_1
              f32x4.relaxed_madd
              local.set $a2_1
              local.get $arg:0
              local.get $t15
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=192
              local.set $t19
              local.get $t19
              local.get $y0_0
              local.get $a3_0
              f32x4.relaxed_madd
              local.set $a3_0
              local.get $t19
              local.get $y0_1
              local.get $a3_1
              f32x4.relaxed_madd
              local.set $a3_1
              local.get $scratch:
              local.get $t12
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=64
              local.set $y1_0
              local.get $scratch:
              local.get $t12
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=80
              local.set $y1_1
              local.get $d
              local.get $t13
              i32.add
              local.set $t20
              local.get $d
              i32.const 1
              i32.add
              local.set $t21
              local.get $t3
              local.get $t20
              i32.const 1
              i32.add
              i32.const 16
              i32.div_s
              i32.const 16
              i32.mul
              i32.add
              local.get $task
              local.get $t21
              i32.const 8
              i32.div_s
              i32.add
              i32.const 2
              i32.rem_s
              i32.const 8
              i32.mul
              i32.add
              local.get $t21
              i32.const 8
              i32.rem_s
              i32.add
              local.set $t22
              local.get $arg:0
              local.get $t22
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat
              local.set $t23
              local.get $t23
              local.get $y1_0
              local.get $a0_0
              f32x4.relaxed_madd
              local.set $a0_0
              local.get $t23
              local.get $y1_1
              local.get $a0_1
              f32x4.relaxed_madd
              local.set $a0_1
              local.get $arg:0
              local.get $t22
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=64
              local.set $t24
              local.get $t24
              local.get $y1_0
              local.get $a1_0
              f32x4.relaxed_madd
              local.set $a1_0
              local.get $t24
              local.get $y1_1
              local.get $a1_1
              f32x4.relaxed_madd
              local.set $a1_1
              local.get $arg:0
              local.get $t22
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=128
              local.set $t25
              local.get $t25
              local.get $y1_0
              local.get $a2_0
              f32x4.relaxed_madd
              local.set $a2_0
              local.get $t25
              local.get $y1_1
              local.get $a2_1
              f32x4.relaxed_madd
              local.set $a2_1
              local.get $arg:0
              local.get $t22
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=192
              local.set $t26
              local.get $t26
              local.get $y1_0
              local.get $a3_0
              f32x4.relaxed_madd
              local.set $a3_0
              local.get $t26
              local.get $y1_1
              local.get $a3_1
              f32x4.relaxed_madd
              local.set $a3_1
              local.get $scratch:
              local.get $t12
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=128
              local.set $y2_0
              local.get $scratch:
              local.get $t12
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=144
              local.set $y2_1
              local.get $d
              i32.const 2
              i32.add
              local.set $t27
              local.get $t3
              local.get $t20
              i32.const 2
              i32.add
              i32.const 16
              i32.div_s
              i32.const 16
              i32.mul
              i32.add
              local.get $task
              local.get $t27
              i32.const 8
              i32.div_s
              i32.add
              i32.const 2
              i32.rem_s
              i32.const 8
              i32.mul
              i32.add
              local.get $t27
              i32.const 8
              i32.rem_s
              i32.add
              local.set $t28
              local.get $arg:0
              local.get $t28
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat
              local.set $t29
              local.get $t29
              local.get $y2_0
              local.get $a0_0
              f32x4.relaxed_madd
              local.set $a0_0
              local.get $t29
              local.get $y2_1
              local.get $a0_1
              f32x4.relaxed_madd
              local.set $a0_1
              local.get $arg:0
              local.get $t28
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=64
              local.set $t30
              local.get $t30
              local.get $y2_0
              local.get $a1_0
              f32x4.relaxed_madd
              local.set $a1_0
              local.get $t30
              local.get $y2_1
              local.get $a1_1
              f32x4.relaxed_madd
              local.set $a1_1
              local.get $arg:0
              local.get $t28
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=128
              local.set $t31
              local.get $t31
              local.get $y2_0
              local.get $a2_0
              f32x4.relaxed_madd
              local.set $a2_0
              local.get $t31
              local.get $y2_1
              local.get $a2_1
              f32x4.relaxed_madd
              local.set $a2_1
              local.get $arg:0
              local.get $t28
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=192
              local.set $t32
              local.get $t32
              local.get $y2_0
              local.get $a3_0
              f32x4.relaxed_madd
              local.set $a3_0
              local.get $t32
              local.get $y2_1
              local.get $a3_1
              f32x4.relaxed_madd
              local.set $a3_1
              local.get $scratch:
              local.get $t12
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=192
              local.set $y3_0
              local.get $scratch:
              local.get $t12
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=208
              local.set $y3_1
              local.get $d
              i32.const 3
              i32.add
              local.set $t33
              local.get $t3
              local.get $t20
              i32.const 3
              i32.add
              i32.const 16
              i32.div_s
              i32.const 16
              i32.mul
              i32.add
              local.get $task
              local.get $t33
              i32.const 8
              i32.div_s
              i32.add
              i32.const 2
              i32.rem_s
              i32.const 8
              i32.mul
              i32.add
              local.get $t33
              i32.const 8
              i32.rem_s
              i32.add
              local.set $t34
              local.get $arg:0
              local.get $t34
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat
              local.set $t35
              local.get $t35
              local.get $y3_0
              local.get $a0_0
              f32x4.relaxed_madd
              local.set $a0_0
              local.get $t35
              local.get $y3_1
              local.get $a0_1
              f32x4.relaxed_madd
              local.set $a0_1
              local.get $arg:0
              local.get $t34
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=64
              local.set $t36
              local.get $t36
              local.get $y3_0
              local.get $a1_0
              f32x4.relaxed_madd
              local.set $a1_0
              local.get $t36
              local.get $y3_1
              local.get $a1_1
              f32x4.relaxed_madd
              local.set $a1_1
              local.get $arg:0
              local.get $t34
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=128
              local.set $t37
              local.get $t37
              local.get $y3_0
              local.get $a2_0
              f32x4.relaxed_madd
              local.set $a2_0
              local.get $t37
              local.get $y3_1
              local.get $a2_1
              f32x4.relaxed_madd
              local.set $a2_1
              local.get $arg:0
              local.get $t34
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=192
              local.set $t38
              local.get $t38
              local.get $y3_0
              local.get $a3_0
              f32x4.relaxed_madd
              local.set $a3_0
              local.get $t38
              local.get $y3_1
              local.get $a3_1
              f32x4.relaxed_madd
              local.set $a3_1
              local.get $d
              i32.const 4
              i32.add
              local.set $d
              local.get $d
              i32.const 8
              i32.lt_s
              br_if 0
            end
            local.get $a0_0
            local.set $s0_0
            local.get $a0_1
            local.set $s0_1
            local.get $a1_0
            local.set $s1_0
            local.get $a1_1
            local.set $s1_1
            local.get $a2_0
            local.set $s2_0
            local.get $a2_1
            local.set $s2_1
            local.get $a3_0
            local.set $s3_0
            local.get $a3_1
            local.set $s3_1
            local.get $c
            local.get $t3
            i32.add
            local.set $t4
            local.get $t5
            local.get $c
            i32x4.splat
            local.get $:c_0_1_2_3
            i32x4.add
            i32x4.add
            local.set $t6
            local.get $scratch:
            local.get $t4
            i32.const 2
            i32.shl
            i32.add
            local.get $s0_0
            local.get $:c_3eb504f3_3eb504f3_3eb504f3_3eb504f3
            f32x4.mul
            local.get $:c_ff61b1e6_ff61b1e6_ff61b1e6_ff61b1e6
            local.get $t6
            local.get $t7
            i32x4.le_s
            i32x4.relaxed_laneselect
            v128.store offset=512
            local.get $t5
            local.get $c
            i32.const 4
            i32.add
            i32x4.splat
            local.get $:c_0_1_2_3
            i32x4.add
            i32x4.add
            local.set $t8
            local.get $scratch:
            local.get $t4
            i32.const 2
            i32.shl
            i32.add
            local.get $s0_1
            local.get $:c_3eb504f3_3eb504f3_3eb504f3_3eb504f3
            f32x4.mul
            local.get $:c_ff61b1e6_ff61b1e6_ff61b1e6_ff61b1e6
            local.get $t8
            local.get $t7
            i32x4.le_s
            i32x4.relaxed_laneselect
            v128.store offset=528
            local.get $scratch:
            local.get $t4
            i32.const 2
            i32.shl
            i32.add
            local.get $s1_0
            local.get $:c_3eb504f3_3eb504f3_3eb504f3_3eb504f3
            f32x4.mul
            local.get $:c_ff61b1e6_ff61b1e6_ff61b1e6_ff61b1e6
            local.get $t6
            local.get $t9
            i32x4.le_s
            i32x4.relaxed_laneselect
            v128.store offset=576
            local.get $scratch:
            local.get $t4
            i32.const 2
            i32.shl
            i32.add
            local.get $s1_1
            local.get $:c_3eb504f3_3eb504f3_3eb504f3_3eb504f3
            f32x4.mul
            local.get $:c_ff61b1e6_ff61b1e6_ff61b1e6_ff61b1e6
            local.get $t8
            local.get $t9
            i32x4.le_s
            i32x4.relaxed_laneselect
            v128.store offset=592
            local.get $scratch:
            local.get $t4
            i32.const 2
            i32.shl
            i32.add
            local.get $s2_0
            local.get $:c_3eb504f3_3eb504f3_3eb504f3_3eb504f3
            f32x4.mul
            local.get $:c_ff61b1e6_ff61b1e6_ff61b1e6_ff61b1e6
            local.get $t6
            local.get $t10
            i32x4.le_s
            i32x4.relaxed_laneselect
            v128.store offset=640
            local.get $scratch:
            local.get $t4
            i32.const 2
            i32.shl
            i32.add
            local.get $s2_1
            local.get $:c_3eb504f3_3eb504f3_3eb504f3_3eb504f3
            f32x4.mul
            local.get $:c_ff61b1e6_ff61b1e6_ff61b1e6_ff61b1e6
            local.get $t8
            local.get $t10
            i32x4.le_s
            i32x4.relaxed_laneselect
            v128.store offset=656
            local.get $scratch:
            local.get $t4
            i32.const 2
            i32.shl
            i32.add
            local.get $s3_0
            local.get $:c_3eb504f3_3eb504f3_3eb504f3_3eb504f3
            f32x4.mul
            local.get $:c_ff61b1e6_ff61b1e6_ff61b1e6_ff61b1e6
            local.get $t6
            local.get $t11
            i32x4.le_s
            i32x4.relaxed_laneselect
            v128.store offset=704
            local.get $scratch:
            local.get $t4
            i32.const 2
            i32.shl
            i32.add
            local.get $s3_1
            local.get $:c_3eb504f3_3eb504f3_3eb504f3_3eb504f3
            f32x4.mul
            local.get $:c_ff61b1e6_ff61b1e6_ff61b1e6_ff61b1e6
            local.get $t8
            local.get $t11
            i32x4.le_s
            i32x4.relaxed_laneselect
            v128.store offset=720
            local.get $c
            i32.const 8
            i32.add
            local.set $c
            local.get $c
            i32.const 16
            i32.lt_s
            br_if 0
          end
          local.get $r
          i32.const 4
          i32.add
          local.set $r
          local.get $r
          i32.const 16
          i32.lt_s
          br_if 0
        end
        i32.const 0
        local.set $r_2
        loop
          local.get $:c_f149f2ca_f149f2ca_f149f2ca_f149f2ca
          local.set $top4
          local.get $r_2
          i32.const 16
          i32.mul
          local.set $t46
          i32.const 0
          local.set $x
          loop
            local.get $top4
            local.get $scratch:
            local.get $x
            local.get $t46
            i32.add
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=512
            f32x4.max
            local.set $top4
            local.get $x
            i32.const 4
            i32.add
            local.set $x
            local.get $x
            i32.const 16
            i32.lt_s
            br_if 0
          end
          local.get $scratch:
          local.get $r_2
          i32.const 2
          i32.shl
          i32.add
          f32.load offset=2048
          local.set $before
          local.get $before
          local.get $top4
          f32x4.extract_lane 0
          local.get $top4
          f32x4.extract_lane 1
          f32.max
          local.get $top4
          f32x4.extract_lane 2
          local.get $top4
          f32x4.extract_lane 3
          f32.max
          f32.max
          f32.max
          local.set $top
          local.get $before
          local.get $top
          f32.sub
          local.set $t39
          local.get $t39
          f32.const -86
          f32.lt
          local.set $t40
          f32.const -86
          local.get $t39
          local.get $t40
          select
          f32.const -104
          f32.max
          local.set $t41
          local.get $t41
          f32.const 1.4426950216293335
          f32.mul
          f32.const 12582912
          f32.add
          i32.reinterpret_f32
          i32.const -1262485504
          i32.add
          local.set $:temporary0
          i32.const 128
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $t42
          local.get $t42
          f32.convert_i32_s
          local.set $t43
          local.get $t43
          f32.const 0.00021219444170128554
          f32.mul
          local.get $t43
          f32.const -0.693359375
          f32.mul
          local.get $t41
          f32.add
          f32.add
          local.set $t44
          local.get $t42
          i32.const 1
          i32.shr_s
          local.set $t45
          f32.const 0
          local.get $t44
          local.get $t44
          f32.mul
          f32.const 0.0013926175888627768
          local.get $t44
          f32.mul
          f32.const 0.008363173343241215
          f32.add
          local.get $t44
          f32.mul
          f32.const 0.041666556149721146
          f32.add
          local.get $t44
          f32.mul
          f32.const 0.16666576266288757
          f32.add
          local.get $t44
          f32.mul
          f32.const 0.5
          f32.add
          f32.mul
          local.get $t44
          f32.add
          f32.const 1
          f32.add
          local.get $t45
          i32.const 127
          i32.add
          i32.const 23
          i32.shl
          f32.reinterpret_i32
          f32.mul
          local.get $t42
          local.get $t45
          i32.const -1
          i32.mul
          i32.add
          i32.const 127
          i32.add
          i32.const 23
          i32.shl
          f32.reinterpret_i32
          f32.mul
          local.get $t40
          select
          local.set $less
          v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          local.set $sum4
          local.get $top
          f32x4.splat
          local.set $t48
          i32.const 0
          local.set $x_2
          loop
            local.get $x_2
            local.get $t46
            i32.add
            local.set $t47
            local.get $scratch:
            local.get $t47
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=512
            local.get $t48
            f32x4.sub
            local.set $s4
            local.get $s4
            local.get $:c_c2ac0000_c2ac0000_c2ac0000_c2ac0000
            f32x4.lt
            local.set $t49
            local.get $:c_c2ac0000_c2ac0000_c2ac0000_c2ac0000
            local.get $s4
            local.get $t49
            i32x4.relaxed_laneselect
            local.get $:c_c2d00000_c2d00000_c2d00000_c2d00000
            f32x4.pmax
            local.set $t50
            local.get $t50
            local.get $:c_3fb8aa3b_3fb8aa3b_3fb8aa3b_3fb8aa3b
            local.get $:c_4b400000_4b400000_4b400000_4b400000
            f32x4.relaxed_madd
            local.get $:c_4b400000_4b400000_4b400000_4b400000
            i32x4.sub
            local.get $:c_80_80_80_80
            i32x4.min_s
            local.set $t51
            local.get $t51
            f32x4.convert_i32x4_s
            local.set $t52
            local.get $t52
            local.get $:c_395e8083_395e8083_395e8083_395e8083
            local.get $t52
            local.get $:c_bf318000_bf318000_bf318000_bf318000
            local.get $t50
            f32x4.relaxed_madd
            f32x4.relaxed_madd
            local.set $t53
            local.get $t51
            i32.const 1
            i32x4.shr_s
            local.set $t54
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
            local.get $t53
            local.get $t53
            f32x4.mul
            local.get $:c_3ab6887e_3ab6887e_3ab6887e_3ab6887e
            local.get $t53
            local.get $:c_3c0905b1_3c0905b1_3c0905b1_3c0905b1
            f32x4.relaxed_madd
            local.get $t53
            local.get $:c_3d2aaa8d_3d2aaa8d_3d2aaa8d_3d2aaa8d
            f32x4.relaxed_madd
            local.get $t53
            local.get $:c_3e2aaa6e_3e2aaa6e_3e2aaa6e_3e2aaa6e
            f32x4.relaxed_madd
            local.get $t53
            local.get $:c_3f000000_3f000000_3f000000_3f000000
            f32x4.relaxed_madd
            local.get $t53
            f32x4.relaxed_madd
            local.get $:c_3f800000_3f800000_3f800000_3f800000
            f32x4.add
            local.get $t54
            local.get $:c_7f_7f_7f_7f
            i32x4.add
            i32.const 23
            i32x4.shl
            f32x4.mul
            local.get $t51
            local.get $t54
            i32x4.sub
            local.get $:c_7f_7f_7f_7f
            i32x4.add
            i32.const 23
            i32x4.shl
            f32x4.mul
            local.get $t49
            i32x4.relaxed_laneselect
            local.set $p4
            local.get $scratch:
            local.get $t47
            i32.const 2
            i32.shl
            i32.add
            local.get $p4
            v128.store offset=512
            local.get $sum4
            local.get $p4
            f32x4.add
            local.set $sum4
            local.get $x_2
            i32.const 4
            i32.add
            local.set $x_2
            local.get $x_2
            i32.const 16
            i32.lt_s
            br_if 0
          end
          local.get $scratch:
          local.get $r_2
          i32.const 2
          i32.shl
          i32.add
          local.get $scratch:
          local.get $r_2
          i32.const 2
          i32.shl
          i32.add
          f32.load offset=2112
          local.get $less
          f32.mul
          local.get $sum4
          f32x4.extract_lane 0
          local.get $sum4
          f32x4.extract_lane 1
          f32.add
          local.get $sum4
          f32x4.extract_lane 2
          local.get $sum4
          f32x4.extract_lane 3
          f32.add
          f32.add
          f32.add
          f32.store offset=2112
          local.get $scratch:
          local.get $r_2
          i32.const 2
          i32.shl
          i32.add
          local.get $top
          f32.store offset=2048
          local.get $scratch:
          local.get $r_2
          i32.const 2
          i32.shl
          i32.add
          local.get $less
          f32.store offset=2176
          local.get $r_2
          i32.const 1
          i32.add
          local.set $r_2
          local.get $r_2
          i32.const 16
          i32.lt_s
          br_if 0
        end
        local.get $j0
        i32.const -1
        i32.mul
        i32.const 16
        i32.add
        local.set $t67
        i32.const 0
        local.set $r_3
        loop
          local.get $r_3
          i32.const 8
          i32.mul
          local.set $t55
          local.get $r_3
          i32.const 1
          i32.add
          local.set $t59
          local.get $r_3
          i32.const 2
          i32.add
          local.set $t62
          local.get $r_3
          i32.const 3
          i32.add
          local.set $t65
          local.get $r_3
          i32.const 16
          i32.mul
          local.set $t70
          i32.const 0
          local.set $e
          loop
            local.get $e
            local.get $t55
            i32.add
            local.set $t56
            local.get $scratch:
            local.get $t56
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=1536
            local.get $scratch:
            local.get $r_3
            i32.const 2
            i32.shl
            i32.add
            v128.load32_splat offset=2176
            f32x4.mul
            local.set $a0_0_2
            local.get $t56
            i32.const 4
            i32.add
            local.set $t57
            local.get $scratch:
            local.get $t57
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=1536
            local.get $scratch:
            local.get $r_3
            i32.const 2
            i32.shl
            i32.add
            v128.load32_splat offset=2176
            f32x4.mul
            local.set $a0_1_2
            local.get $t56
            i32.const 8
            i32.add
            local.set $t58
            local.get $scratch:
            local.get $t58
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=1536
            local.get $scratch:
            local.get $t59
            i32.const 2
            i32.shl
            i32.add
            v128.load32_splat offset=2176
            f32x4.mul
            local.set $a1_0_2
            local.get $t56
            i32.const 12
            i32.add
            local.set $t60
            local.get $scratch:
            local.get $t60
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=1536
            local.get $scratch:
            local.get $t59
            i32.const 2
            i32.shl
            i32.add
            v128.load32_splat offset=2176
            f32x4.mul
            local.set $a1_1_2
            local.get $t56
            i32.const 16
            i32.add
            local.set $t61
            local.get $scratch:
            local.get $t61
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=1536
            local.get $scratch:
            local.get $t62
            i32.const 2
            i32.shl
            i32.add
            v128.load32_splat offset=2176
            f32x4.mul
            local.set $a2_0_2
            local.get $t56
            i32.const 20
            i32.add
            local.set $t63
            local.get $scratch:
            local.get $t63
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=1536
            local.get $scratch:
            local.get $t62
            i32.const 2
            i32.shl
            i32.add
            v128.load32_splat offset=2176
            f32x4.mul
            local.set $a2_1_2
            local.get $t56
            i32.const 24
            i32.add
            local.set $t64
            local.get $scratch:
            local.get $t64
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=1536
            local.get $scratch:
            local.get $t65
            i32.const 2
            i32.shl
            i32.add
            v128.load32_splat offset=2176
            f32x4.mul
            local.set $a3_0_2
            local.get $t56
            i32.const 28
            i32.add
            local.set $t66
            local.get $scratch:
            local.get $t66
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=1536
            local.get $scratch:
            local.get $t65
            i32.const 2
            i32.shl
            i32.add
            v128.load32_splat offset=2176
            f32x4.mul
            local.set $a3_1_2
            local.get $e
            local.get $t0
            i32.add
            local.set $t68
            i32.const 0
            local.set $k
            loop
              local.get $k
              i32.const 8
              i32.mul
              local.get $t68
              i32.add
              local.set $t69
              local.get $arg:2
              local.get $t69
              i32.const 2
              i32.shl
              i32.add
              v128.load
              local.set $y0_0_2
              local.get $arg:2
              local.get $t69
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=16
              local.set $y0_1_2
              local.get $k
              local.get $t70
              i32.add
              local.set $t71
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=512
              local.set $p0_0
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=576
              local.set $p0_1
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=640
              local.set $p0_2
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=704
              local.set $p0_3
              local.get $p0_0
              local.get $y0_0_2
              local.get $a0_0_2
              f32x4.relaxed_madd
              local.set $a0_0_2
              local.get $p0_0
              local.get $y0_1_2
              local.get $a0_1_2
              f32x4.relaxed_madd
              local.set $a0_1_2
              local.get $p0_1
              local.get $y0_0_2
              local.get $a1_0_2
              f32x4.relaxed_madd
              local.set $a1_0_2
              local.get $p0_1
              local.get $y0_1_2
              local.get $a1_1_2
              f32x4.relaxed_madd
              local.set $a1_1_2
              local.get $p0_2
              local.get $y0_0_2
              local.get $a2_0_2
              f32x4.relaxed_madd
              local.set $a2_0_2
              local.get $p0_2
              local.get $y0_1_2
              local.get $a2_1_2
              f32x4.relaxed_madd
              local.set $a2_1_2
              local.get $p0_3
              local.get $y0_0_2
              local.get $a3_0_2
              f32x4.relaxed_madd
              local.set $a3_0_2
              local.get $p0_3
              local.get $y0_1_2
              local.get $a3_1_2
              f32x4.relaxed_madd
              local.set $a3_1_2
              local.get $arg:2
              local.get $t69
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=32
              local.set $y1_0_2
              local.get $arg:2
              local.get $t69
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=48
              local.set $y1_1_2
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=516
              local.set $p1_0
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=580
              local.set $p1_1
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=644
              local.set $p1_2
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=708
              local.set $p1_3
              local.get $p1_0
              local.get $y1_0_2
              local.get $a0_0_2
              f32x4.relaxed_madd
              local.set $a0_0_2
              local.get $p1_0
              local.get $y1_1_2
              local.get $a0_1_2
              f32x4.relaxed_madd
              local.set $a0_1_2
              local.get $p1_1
              local.get $y1_0_2
              local.get $a1_0_2
              f32x4.relaxed_madd
              local.set $a1_0_2
              local.get $p1_1
              local.get $y1_1_2
              local.get $a1_1_2
              f32x4.relaxed_madd
              local.set $a1_1_2
              local.get $p1_2
              local.get $y1_0_2
              local.get $a2_0_2
              f32x4.relaxed_madd
              local.set $a2_0_2
              local.get $p1_2
              local.get $y1_1_2
              local.get $a2_1_2
              f32x4.relaxed_madd
              local.set $a2_1_2
              local.get $p1_3
              local.get $y1_0_2
              local.get $a3_0_2
              f32x4.relaxed_madd
              local.set $a3_0_2
              local.get $p1_3
              local.get $y1_1_2
              local.get $a3_1_2
              f32x4.relaxed_madd
              local.set $a3_1_2
              local.get $arg:2
              local.get $t69
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=64
              local.set $y2_0_2
              local.get $arg:2
              local.get $t69
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=80
              local.set $y2_1_2
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=520
              local.set $p2_0
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=584
              local.set $p2_1
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=648
              local.set $p2_2
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=712
              local.set $p2_3
              local.get $p2_0
              local.get $y2_0_2
              local.get $a0_0_2
              f32x4.relaxed_madd
              local.set $a0_0_2
              local.get $p2_0
              local.get $y2_1_2
              local.get $a0_1_2
              f32x4.relaxed_madd
              local.set $a0_1_2
              local.get $p2_1
              local.get $y2_0_2
              local.get $a1_0_2
              f32x4.relaxed_madd
              local.set $a1_0_2
              local.get $p2_1
              local.get $y2_1_2
              local.get $a1_1_2
              f32x4.relaxed_madd
              local.set $a1_1_2
              local.get $p2_2
              local.get $y2_0_2
              local.get $a2_0_2
              f32x4.relaxed_madd
              local.set $a2_0_2
              local.get $p2_2
              local.get $y2_1_2
              local.get $a2_1_2
              f32x4.relaxed_madd
              local.set $a2_1_2
              local.get $p2_3
              local.get $y2_0_2
              local.get $a3_0_2
              f32x4.relaxed_madd
              local.set $a3_0_2
              local.get $p2_3
              local.get $y2_1_2
              local.get $a3_1_2
              f32x4.relaxed_madd
              local.set $a3_1_2
              local.get $arg:2
              local.get $t69
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=96
              local.set $y3_0_2
              local.get $arg:2
              local.get $t69
              i32.const 2
              i32.shl
              i32.add
              v128.load offset=112
              local.set $y3_1_2
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=524
              local.set $p3_0
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=588
              local.set $p3_1
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=652
              local.set $p3_2
              local.get $scratch:
              local.get $t71
              i32.const 2
              i32.shl
              i32.add
              v128.load32_splat offset=716
              local.set $p3_3
              local.get $p3_0
              local.get $y3_0_2
              local.get $a0_0_2
              f32x4.relaxed_madd
              local.set $a0_0_2
              local.get $p3_0
              local.get $y3_1_2
              local.get $a0_1_2
              f32x4.relaxed_madd
              local.set $a0_1_2
              local.get $p3_1
              local.get $y3_0_2
              local.get $a1_0_2
              f32x4.relaxed_madd
              local.set $a1_0_2
              local.get $p3_1
              local.get $y3_1_2
              local.get $a1_1_2
              f32x4.relaxed_madd
              local.set $a1_1_2
              local.get $p3_2
              local.get $y3_0_2
              local.get $a2_0_2
              f32x4.relaxed_madd
              local.set $a2_0_2
              local.get $p3_2
              local.get $y3_1_2
              local.get $a2_1_2
              f32x4.relaxed_madd
              local.set $a2_1_2
              local.get $p3_3
              local.get $y3_0_2
              local.get $a3_0_2
              f32x4.relaxed_madd
              local.set $a3_0_2
              local.get $p3_3
              local.get $y3_1_2
              local.get $a3_1_2
              f32x4.relaxed_madd
              local.set $a3_1_2
              local.get $k
              i32.const 4
              i32.add
              local.set $k
              local.get $k
              local.get $t67
              i32.lt_s
              br_if 0
            end
            local.get $scratch:
            local.get $t56
            i32.const 2
            i32.shl
            i32.add
            local.get $a0_0_2
            v128.store offset=1536
            local.get $scratch:
            local.get $t57
            i32.const 2
            i32.shl
            i32.add
            local.get $a0_1_2
            v128.store offset=1536
            local.get $scratch:
            local.get $t58
            i32.const 2
            i32.shl
            i32.add
            local.get $a1_0_2
            v128.store offset=1536
            local.get $scratch:
            local.get $t60
            i32.const 2
            i32.shl
            i32.add
            local.get $a1_1_2
            v128.store offset=1536
            local.get $scratch:
            local.get $t61
            i32.const 2
            i32.shl
            i32.add
            local.get $a2_0_2
            v128.store offset=1536
            local.get $scratch:
            local.get $t63
            i32.const 2
            i32.shl
            i32.add
            local.get $a2_1_2
            v128.store offset=1536
            local.get $scratch:
            local.get $t64
            i32.const 2
            i32.shl
            i32.add
            local.get $a3_0_2
            v128.store offset=1536
            local.get $scratch:
            local.get $t66
            i32.const 2
            i32.shl
            i32.add
            local.get $a3_1_2
            v128.store offset=1536
            local.get $e
            i32.const 8
            i32.add
            local.set $e
            local.get $e
            i32.const 8
            i32.lt_s
            br_if 0
          end
          local.get $r_3
          i32.const 4
          i32.add
          local.set $r_3
          local.get $r_3
          i32.const 16
          i32.lt_s
          br_if 0
        end
        local.get $j0
        i32.const 16
        i32.add
        local.set $j0
        local.get $j0
        i32.const 16
        i32.lt_s
        br_if 0
      end
      local.get $task
      i32.const 16
      i32.mul
      local.set $t72
      i32.const 0
      local.set $r_4
      loop
        local.get $scratch:
        local.get $r_4
        i32.const 2
        i32.shl
        i32.add
        f32.load offset=2112
        local.set $sum
        local.get $sum
        f32.const 0
        f32.eq
        local.set $unseen
        f32.const 1
        local.get $sum
        local.get $unseen
        select
        local.set $norm
        f32.const 1
        local.get $norm
        f32.div
        local.set $part
        local.get $norm
        i32.reinterpret_f32
        local.set $t73
        local.get $t73
        i32.const -1060439283
        i32.add
        i32.const 23
        i32.shr_s
        local.set $t74
        local.get $t74
        f32.convert_i32_s
        local.set $t75
        local.get $t73
        local.get $t74
        i32.const 23
        i32.shl
        i32.const -1
        i32.mul
        i32.add
        f32.reinterpret_i32
        f32.const 1
        f32.sub
        local.set $t76
        local.get $t76
        local.get $t76
        f32.mul
        local.set $t77
        local.get $arg:3
        local.get $r_4
        local.get $t72
        i32.add
        i32.const 2
        i32.shl
        i32.add
        f32.const 0
        local.get $scratch:
        local.get $r_4
        i32.const 2
        i32.shl
        i32.add
        f32.load offset=2048
        f32.const -Infinity
        f32.const NaN
        local.get $norm
        f32.const 0
        f32.eq
        select
        local.get $t75
        f32.const 0.693359375
        f32.mul
        local.get $t76
        local.get $t75
        f32.const -0.00021219444170128554
        f32.mul
        local.get $t77
        local.get $t76
        f32.mul
        f32.const 0.06971611827611923
        local.get $t76
        f32.mul
        f32.const -0.11479733884334564
        f32.add
        local.get $t76
        f32.mul
        f32.const 0.11685419827699661
        f32.add
        local.get $t76
        f32.mul
        f32.const -0.12425687164068222
        f32.add
        local.get $t76
        f32.mul
        f32.const 0.14249058067798615
        f32.add
        local.get $t76
        f32.mul
        f32.const -0.1666780263185501
        f32.add
        local.get $t76
        f32.mul
        f32.const 0.20000715553760529
        f32.add
        local.get $t76
        f32.mul
        f32.const -0.2499999701976776
        f32.add
        local.get $t76
        f32.mul
        f32.const 0.3333333134651184
        f32.add
        f32.mul
        local.get $t77
        f32.const -0.5
        f32.mul
        f32.add
        f32.add
        f32.add
        f32.add
        local.get $norm
        local.get $norm
        f32.const Infinity
        f32.lt
        select
        local.get $norm
        f32.const 0
        f32.le
        select
        f32.add
        local.get $unseen
        select
        f32.store offset=1024
        local.get $r_4
        i32.const 16
        i32.mul
        local.get $t13
        i32.add
        local.set $t78
        local.get $r_4
        i32.const 8
        i32.mul
        local.set $t79
        local.get $part
        f32x4.splat
        local.set $t80
        i32.const 0
        local.set $e_2
        loop
          local.get $arg:3
          local.get $e_2
          local.get $t78
          i32.add
          i32.const 2
          i32.shl
          i32.add
          local.get $scratch:
          local.get $e_2
          local.get $t79
          i32.add
          i32.const 2
          i32.shl
          i32.add
          v128.load offset=1536
          local.get $t80
          f32x4.mul
          v128.store
          local.get $e_2
          i32.const 4
          i32.add
          local.set $e_2
          local.get $e_2
          i32.const 8
          i32.lt_s
          br_if 0
        end
        local.get $r_4
        i32.const 1
        i32.add
        local.set $r_4
        local.get $r_4
        i32.const 16
        i32.lt_s
        br_if 0
      end
      local.get $task
      i32.const 1
      i32.add
      local.set $task
      local.get $task
      local.get $end
      i32.lt_s
      br_if 0
    end
  end)


(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32)
  (local $task i32)
  (local $i2 i32)
  local.get $begin
  local.set $task
  local.get $task
  local.get $end
  i32.lt_s
  if
    loop
      local.get $task
      i32.const 2048
      i32.mul
      local.set $i2
      loop
        local.get $arg:1
        local.get $i2
        i32.const 2
        i32.shl
        i32.add
        local.get $arg:0
        local.get $i2
        i32.const 2
        i32.shl
        i32.add
        v128.load
        v128.store
        local.get $i2
        i32.const 4
        i32.add
        local.set $i2
        local.get $i2
        i32.const 256
        i32.lt_s
        br_if 0
      end
      local.get $task
      i32.const 1
      i32.add
      local.set $task
      local.get $task
      local.get $end
      i32.lt_s
      br_if 0
    end
  end)
