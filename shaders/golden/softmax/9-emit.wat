(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32)
  (local $task i32)
  (local $:c_ff800000_ff800000_ff800000_ff800000 v128)
  (local $r0v_best v128)
  (local $r0_best f32)
  (local $t0 i32)
  (local $r0_0 i32)
  (local $r0_0_2 i32)
  (local $r0 f32)
  (local $r1v_best v128)
  (local $r1_best f32)
  (local $t2 v128)
  (local $r1_0 i32)
  (local $t1 i32)
  (local $:c_c2d00000_c2d00000_c2d00000_c2d00000 v128)
  (local $t3 v128)
  (local $:c_3fb8aa3b_3fb8aa3b_3fb8aa3b_3fb8aa3b v128)
  (local $:c_4b400000_4b400000_4b400000_4b400000 v128)
  (local $:c_80_80_80_80 v128)
  (local $t4 v128)
  (local $t5 v128)
  (local $:c_395e8083_395e8083_395e8083_395e8083 v128)
  (local $:c_bf318000_bf318000_bf318000_bf318000 v128)
  (local $t6 v128)
  (local $t7 v128)
  (local $:c_3ab6887e_3ab6887e_3ab6887e_3ab6887e v128)
  (local $:c_3c0905b1_3c0905b1_3c0905b1_3c0905b1 v128)
  (local $:c_3d2aaa8d_3d2aaa8d_3d2aaa8d_3d2aaa8d v128)
  (local $:c_3e2aaa6e_3e2aaa6e_3e2aaa6e_3e2aaa6e v128)
  (local $:c_3f000000_3f000000_3f000000_3f000000 v128)
  (local $:c_3f800000_3f800000_3f800000_3f800000 v128)
  (local $:c_7f_7f_7f_7f v128)
  (local $t8 v128)
  (local $r1_0_2 i32)
  (local $t9 i32)
  (local $t10 f32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $t11 i32)
  (local $t12 f32)
  (local $t13 f32)
  (local $t14 i32)
  (local $t15 f32)
  (local $r1 f32)
  (local $t17 v128)
  (local $j i32)
  (local $t16 i32)
  (local $j_2 i32)
  (local $t18 i32)
  v128.const i32x4 0xff800000 0xff800000 0xff800000 0xff800000
  local.set $:c_ff800000_ff800000_ff800000_ff800000
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
      local.get $:c_ff800000_ff800000_ff800000_ff800000
      local.set $r0v_best
      f32.const -Infinity
      local.set $r0_best
      local.get $task
      i32.const 10
      i32.mul
      local.set $t0
      i32.const 0
      local.set $r0_0
      loop
        local.get $r0v_best
        local.get $arg:0
        local.get $r0_0
        local.get $t0
        i32.add
        i32.const 2
        i32.shl
        i32.add
        v128.load
        f32x4.max
        local.set $r0v_best
        local.get $r0_0
        i32.const 4
        i32.add
        local.set $r0_0
        local.get $r0_0
        i32.const 8
        i32.lt_s
        br_if 0
      end
      i32.const 8
      local.set $r0_0_2
      loop
        local.get $r0_best
        local.get $arg:0
        local.get $r0_0_2
        local.get $t0
        i32.add
        i32.const 2
        i32.shl
        i32.add
        f32.load
        f32.max
        local.set $r0_best
        local.get $r0_0_2
        i32.const 1
        i32.add
        local.set $r0_0_2
        local.get $r0_0_2
        i32.const 10
        i32.lt_s
        br_if 0
      end
      local.get $r0v_best
      f32x4.extract_lane 0
      local.get $r0v_best
      f32x4.extract_lane 1
      f32.max
      local.get $r0v_best
      f32x4.extract_lane 2
      local.get $r0v_best
      f32x4.extract_lane 3
      f32.max
      f32.max
      local.get $r0_best
      f32.max
      local.set $r0
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $r1v_best
      f32.const 0
      local.set $r1_best
      local.get $r0
      f32x4.splat
      local.set $t2
      i32.const 0
      local.set $r1_0
      loop
        local.get $r1_0
        local.get $t0
        i32.add
        local.set $t1
        local.get $arg:0
        local.get $t1
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.get $t2
        f32x4.sub
        local.get $:c_c2d00000_c2d00000_c2d00000_c2d00000
        f32x4.pmax
        local.set $t3
        local.get $t3
        local.get $:c_3fb8aa3b_3fb8aa3b_3fb8aa3b_3fb8aa3b
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        f32x4.relaxed_madd
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        i32x4.sub
        local.get $:c_80_80_80_80
        i32x4.min_s
        local.set $t4
        local.get $t4
        f32x4.convert_i32x4_s
        local.set $t5
        local.get $t5
        local.get $:c_395e8083_395e8083_395e8083_395e8083
        local.get $t5
        local.get $:c_bf318000_bf318000_bf318000_bf318000
        local.get $t3
        f32x4.relaxed_madd
        f32x4.relaxed_madd
        local.set $t6
        local.get $t4
        i32.const 1
        i32x4.shr_s
        local.set $t7
        local.get $t6
        local.get $t6
        f32x4.mul
        local.get $:c_3ab6887e_3ab6887e_3ab6887e_3ab6887e
        local.get $t6
        local.get $:c_3c0905b1_3c0905b1_3c0905b1_3c0905b1
        f32x4.relaxed_madd
        local.get $t6
        local.get $:c_3d2aaa8d_3d2aaa8d_3d2aaa8d_3d2aaa8d
        f32x4.relaxed_madd
        local.get $t6
        local.get $:c_3e2aaa6e_3e2aaa6e_3e2aaa6e_3e2aaa6e
        f32x4.relaxed_madd
        local.get $t6
        local.get $:c_3f000000_3f000000_3f000000_3f000000
        f32x4.relaxed_madd
        local.get $t6
        f32x4.relaxed_madd
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        f32x4.add
        local.get $t7
        local.get $:c_7f_7f_7f_7f
        i32x4.add
        i32.const 23
        i32x4.shl
        f32x4.mul
        local.get $t4
        local.get $t7
        i32x4.sub
        local.get $:c_7f_7f_7f_7f
        i32x4.add
        i32.const 23
        i32x4.shl
        f32x4.mul
        local.set $t8
        local.get $arg:1
        local.get $t1
        i32.const 2
        i32.shl
        i32.add
        local.get $t8
        v128.store
        local.get $r1v_best
        local.get $t8
        f32x4.add
        local.set $r1v_best
        local.get $r1_0
        i32.const 4
        i32.add
        local.set $r1_0
        local.get $r1_0
        i32.const 8
        i32.lt_s
        br_if 0
      end
      i32.const 8
      local.set $r1_0_2
      loop
        local.get $r1_0_2
        local.get $t0
        i32.add
        local.set $t9
        local.get $arg:0
        local.get $t9
        i32.const 2
        i32.shl
        i32.add
        f32.load
        local.get $r0
        f32.sub
        f32.const -104
        f32.max
        local.set $t10
        local.get $t10
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
        local.set $t11
        local.get $t11
        f32.convert_i32_s
        local.set $t12
        local.get $t12
        f32.const 0.00021219444170128554
        f32.mul
        local.get $t12
        f32.const -0.693359375
        f32.mul
        local.get $t10
        f32.add
        f32.add
        local.set $t13
        local.get $t11
        i32.const 1
        i32.shr_s
        local.set $t14
        local.get $t13
        local.get $t13
        f32.mul
        f32.const 0.0013926175888627768
        local.get $t13
        f32.mul
        f32.const 0.008363173343241215
        f32.add
        local.get $t13
        f32.mul
        f32.const 0.041666556149721146
        f32.add
        local.get $t13
        f32.mul
        f32.const 0.16666576266288757
        f32.add
        local.get $t13
        f32.mul
        f32.const 0.5
        f32.add
        f32.mul
        local.get $t13
        f32.add
        f32.const 1
        f32.add
        local.get $t14
        i32.const 127
        i32.add
        i32.const 23
        i32.shl
        f32.reinterpret_i32
        f32.mul
        local.get $t11
        local.get $t14
        i32.const -1
        i32.mul
        i32.add
        i32.const 127
        i32.add
        i32.const 23
        i32.shl
        f32.reinterpret_i32
        f32.mul
        local.set $t15
        local.get $arg:1
        local.get $t9
        i32.const 2
        i32.shl
        i32.add
        local.get $t15
        f32.store
        local.get $r1_best
        local.get $t15
        f32.add
        local.set $r1_best
        local.get $r1_0_2
        i32.const 1
        i32.add
        local.set $r1_0_2
        local.get $r1_0_2
        i32.const 10
        i32.lt_s
        br_if 0
      end
      local.get $r1v_best
      f32x4.extract_lane 0
      local.get $r1v_best
      f32x4.extract_lane 1
      f32.add
      local.get $r1v_best
      f32x4.extract_lane 2
      local.get $r1v_best
      f32x4.extract_lane 3
      f32.add
      f32.add
      local.get $r1_best
      f32.add
      local.set $r1
      local.get $r1
      f32x4.splat
      local.set $t17
      i32.const 0
      local.set $j
      loop
        local.get $j
        local.get $t0
        i32.add
        local.set $t16
        local.get $arg:1
        local.get $t16
        i32.const 2
        i32.shl
        i32.add
        local.get $arg:1
        local.get $t16
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.get $t17
        f32x4.div
        v128.store
        local.get $j
        i32.const 4
        i32.add
        local.set $j
        local.get $j
        i32.const 8
        i32.lt_s
        br_if 0
      end
      i32.const 8
      local.set $j_2
      loop
        local.get $j_2
        local.get $t0
        i32.add
        local.set $t18
        local.get $arg:1
        local.get $t18
        i32.const 2
        i32.shl
        i32.add
        local.get $arg:1
        local.get $t18
        i32.const 2
        i32.shl
        i32.add
        f32.load
        local.get $r1
        f32.div
        f32.store
        local.get $j_2
        i32.const 1
        i32.add
        local.set $j_2
        local.get $j_2
        i32.const 10
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
