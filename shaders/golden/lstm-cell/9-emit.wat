(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32) (param $arg:3 i32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $p0_begin i32)
  (local $p0_end i32)
  (local $p0_task i32)
  (local $p0_i1 i32)
  (local $p1_begin i32)
  (local $p1_end i32)
  (local $p1_task i32)
  (local $p1_i1 i32)
  local.get $begin
  local.set $:temporary0
  i32.const 0
  local.set $:temporary1
  local.get $:temporary0
  local.get $:temporary1
  local.get $:temporary0
  local.get $:temporary1
  i32.gt_s
  select
  local.set $p0_begin
  local.get $end
  local.set $:temporary0
  i32.const 1
  local.set $:temporary1
  local.get $:temporary0
  local.get $:temporary1
  local.get $:temporary0
  local.get $:temporary1
  i32.lt_s
  select
  local.set $p0_end
  local.get $p0_begin
  local.set $p0_task
  local.get $p0_task
  local.get $p0_end
  i32.lt_s
  if
    loop
      local.get $p0_task
      i32.const 2048
      i32.mul
      local.set $p0_i1
      loop
        local.get $arg:1
        local.get $p0_i1
        i32.const 2
        i32.shl
        i32.add
        local.get $arg:0
        local.get $p0_i1
        i32.const 2
        i32.shl
        i32.add
        v128.load
        v128.store
        local.get $p0_i1
        i32.const 4
        i32.add
        local.set $p0_i1
        local.get $p0_i1
        i32.const 32
        i32.lt_s
        br_if 0
      end
      local.get $p0_task
      i32.const 1
      i32.add
      local.set $p0_task
      local.get $p0_task
      local.get $p0_end
      i32.lt_s
      br_if 0
    end
  end
  local.get $begin
  i32.const -1
  i32.add
  local.set $:temporary0
  i32.const 0
  local.set $:temporary1
  local.get $:temporary0
  local.get $:temporary1
  local.get $:temporary0
  local.get $:temporary1
  i32.gt_s
  select
  local.set $p1_begin
  local.get $end
  i32.const -1
  i32.add
  local.set $:temporary0
  i32.const 1
  local.set $:temporary1
  local.get $:temporary0
  local.get $:temporary1
  local.get $:temporary0
  local.get $:temporary1
  i32.lt_s
  select
  local.set $p1_end
  local.get $p1_begin
  local.set $p1_task
  local.get $p1_task
  local.get $p1_end
  i32.lt_s
  if
    loop
      local.get $p1_task
      i32.const 2048
      i32.mul
      local.set $p1_i1
      loop
        local.get $arg:3
        local.get $p1_i1
        i32.const 2
        i32.shl
        i32.add
        local.get $arg:2
        local.get $p1_i1
        i32.const 2
        i32.shl
        i32.add
        v128.load
        v128.store
        local.get $p1_i1
        i32.const 4
        i32.add
        local.set $p1_i1
        local.get $p1_i1
        i32.const 32
        i32.lt_s
        br_if 0
      end
      local.get $p1_task
      i32.const 1
      i32.add
      local.set $p1_task
      local.get $p1_task
      local.get $p1_end
      i32.lt_s
      br_if 0
    end
  end)


(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32) (param $arg:3 i32)
  (local $task i32)
  (local $m0 i32)
  (local $m1 i32)
  (local $t0 i32)
  (local $n0 i32)
  (local $n1 i32)
  (local $k0 i32)
  (local $k1 i32)
  (local $t1 i32)
  (local $g0 i32)
  (local $t4 i32)
  (local $t6 i32)
  (local $j i32)
  (local $s0_0 v128)
  (local $s0_1 v128)
  (local $s1_0 v128)
  (local $s1_1 v128)
  (local $s2_0 v128)
  (local $s2_1 v128)
  (local $s3_0 v128)
  (local $s3_1 v128)
  (local $t2 i32)
  (local $kk i32)
  (local $t3 i32)
  (local $b0_0 v128)
  (local $b0_1 v128)
  (local $t5 i32)
  (local $a0_0 v128)
  (local $a0_1 v128)
  (local $a0_2 v128)
  (local $a0_3 v128)
  (local $b1_0 v128)
  (local $b1_1 v128)
  (local $a1_0 v128)
  (local $a1_1 v128)
  (local $a1_2 v128)
  (local $a1_3 v128)
  (local $b2_0 v128)
  (local $b2_1 v128)
  (local $a2_0 v128)
  (local $a2_1 v128)
  (local $a2_2 v128)
  (local $a2_3 v128)
  (local $b3_0 v128)
  (local $b3_1 v128)
  (local $a3_0 v128)
  (local $a3_1 v128)
  (local $a3_2 v128)
  (local $a3_3 v128)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $j_end i32)
  (local $t7 i32)
  (local $er i32)
  (local $t8 i32)
  (local $t9 i32)
  (local $en i32)
  (local $whole v128)
  (local $ni i32)
  (local $t10 i32)
  (local $e0 v128)
  local.get $begin
  local.set $task
  local.get $task
  local.get $end
  i32.lt_s
  if
    loop
      i32.const 0
      local.set $m0
      i32.const 4
      local.set $m1
      local.get $task
      i32.const 16
      i32.mul
      local.set $t0
      local.get $t0
      local.set $n0
      local.get $t0
      i32.const 16
      i32.add
      local.set $n1
      i32.const 0
      local.set $k0
      i32.const 8
      local.set $k1
      local.get $k0
      i32.const 32
      i32.mul
      local.set $t1
      local.get $m0
      local.set $g0
      local.get $g0
      local.get $m1
      i32.lt_s
      if
        loop
          local.get $k0
          local.get $g0
          i32.const 8
          i32.mul
          i32.add
          local.set $t4
          local.get $g0
          i32.const -8
          i32.mul
          local.set $t6
          local.get $n0
          local.set $j
          local.get $j
          local.get $n1
          i32.lt_s
          if
            loop
              v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
              local.set $s0_0
              v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
              local.set $s0_1
              v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
              local.set $s1_0
              v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
              local.set $s1_1
              v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
              local.set $s2_0
              v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
              local.set $s2_1
              v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
              local.set $s3_0
              v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
              local.set $s3_1
              local.get $j
              local.get $t1
              i32.add
              local.set $t2
              i32.const 0
              local.set $kk
              loop
                local.get $kk
                i32.const 32
                i32.mul
                local.get $t2
                i32.add
                local.set $t3
                local.get $arg:2
                local.get $t3
                i32.const 2
                i32.shl
                i32.add
                v128.load
                local.set $b0_0
                local.get $arg:2
                local.get $t3
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=16
                local.set $b0_1
                local.get $kk
                local.get $t4
                i32.add
                local.set $t5
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat
                local.set $a0_0
                local.get $a0_0
                local.get $b0_0
                local.get $s0_0
                f32x4.relaxed_madd
                local.set $s0_0
                local.get $a0_0
                local.get $b0_1
                local.get $s0_1
                f32x4.relaxed_madd
                local.set $s0_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=32
                local.set $a0_1
                local.get $a0_1
                local.get $b0_0
                local.get $s1_0
                f32x4.relaxed_madd
                local.set $s1_0
                local.get $a0_1
                local.get $b0_1
                local.get $s1_1
                f32x4.relaxed_madd
                local.set $s1_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=64
                local.set $a0_2
                local.get $a0_2
                local.get $b0_0
                local.get $s2_0
                f32x4.relaxed_madd
                local.set $s2_0
                local.get $a0_2
                local.get $b0_1
                local.get $s2_1
                f32x4.relaxed_madd
                local.set $s2_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=96
                local.set $a0_3
                local.get $a0_3
                local.get $b0_0
                local.get $s3_0
                f32x4.relaxed_madd
                local.set $s3_0
                local.get $a0_3
                local.get $b0_1
                local.get $s3_1
                f32x4.relaxed_madd
                local.set $s3_1
                local.get $arg:2
                local.get $t3
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=128
                local.set $b1_0
                local.get $arg:2
                local.get $t3
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=144
                local.set $b1_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=4
                local.set $a1_0
                local.get $a1_0
                local.get $b1_0
                local.get $s0_0
                f32x4.relaxed_madd
                local.set $s0_0
                local.get $a1_0
                local.get $b1_1
                local.get $s0_1
                f32x4.relaxed_madd
                local.set $s0_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=36
                local.set $a1_1
                local.get $a1_1
                local.get $b1_0
                local.get $s1_0
                f32x4.relaxed_madd
                local.set $s1_0
                local.get $a1_1
                local.get $b1_1
                local.get $s1_1
                f32x4.relaxed_madd
                local.set $s1_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=68
                local.set $a1_2
                local.get $a1_2
                local.get $b1_0
                local.get $s2_0
                f32x4.relaxed_madd
                local.set $s2_0
                local.get $a1_2
                local.get $b1_1
                local.get $s2_1
                f32x4.relaxed_madd
                local.set $s2_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=100
                local.set $a1_3
                local.get $a1_3
                local.get $b1_0
                local.get $s3_0
                f32x4.relaxed_madd
                local.set $s3_0
                local.get $a1_3
                local.get $b1_1
                local.get $s3_1
                f32x4.relaxed_madd
                local.set $s3_1
                local.get $arg:2
                local.get $t3
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=256
                local.set $b2_0
                local.get $arg:2
                local.get $t3
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=272
                local.set $b2_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=8
                local.set $a2_0
                local.get $a2_0
                local.get $b2_0
                local.get $s0_0
                f32x4.relaxed_madd
                local.set $s0_0
                local.get $a2_0
                local.get $b2_1
                local.get $s0_1
                f32x4.relaxed_madd
                local.set $s0_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=40
                local.set $a2_1
                local.get $a2_1
                local.get $b2_0
                local.get $s1_0
                f32x4.relaxed_madd
                local.set $s1_0
                local.get $a2_1
                local.get $b2_1
                local.get $s1_1
                f32x4.relaxed_madd
                local.set $s1_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=72
                local.set $a2_2
                local.get $a2_2
                local.get $b2_0
                local.get $s2_0
                f32x4.relaxed_madd
                local.set $s2_0
                local.get $a2_2
                local.get $b2_1
                local.get $s2_1
                f32x4.relaxed_madd
                local.set $s2_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=104
                local.set $a2_3
                local.get $a2_3
                local.get $b2_0
                local.get $s3_0
                f32x4.relaxed_madd
                local.set $s3_0
                local.get $a2_3
                local.get $b2_1
                local.get $s3_1
                f32x4.relaxed_madd
                local.set $s3_1
                local.get $arg:2
                local.get $t3
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=384
                local.set $b3_0
                local.get $arg:2
                local.get $t3
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=400
                local.set $b3_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=12
                local.set $a3_0
                local.get $a3_0
                local.get $b3_0
                local.get $s0_0
                f32x4.relaxed_madd
                local.set $s0_0
                local.get $a3_0
                local.get $b3_1
                local.get $s0_1
                f32x4.relaxed_madd
                local.set $s0_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=44
                local.set $a3_1
                local.get $a3_1
                local.get $b3_0
                local.get $s1_0
                f32x4.relaxed_madd
                local.set $s1_0
                local.get $a3_1
                local.get $b3_1
                local.get $s1_1
                f32x4.relaxed_madd
                local.set $s1_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=76
                local.set $a3_2
                local.get $a3_2
                local.get $b3_0
                local.get $s2_0
                f32x4.relaxed_madd
                local.set $s2_0
                local.get $a3_2
                local.get $b3_1
                local.get $s2_1
                f32x4.relaxed_madd
                local.set $s2_1
                local.get $arg:1
                local.get $t5
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=108
                local.set $a3_3
                local.get $a3_3
                local.get $b3_0
                local.get $s3_0
                f32x4.relaxed_madd
                local.set $s3_0
                local.get $a3_3
                local.get $b3_1
                local.get $s3_1
                f32x4.relaxed_madd
                local.set $s3_1
                local.get $kk
                i32.const 4
                i32.add
                local.set $kk
                local.get $kk
                i32.const 8
                i32.lt_s
                br_if 0
              end
              local.get $scratch:
              local.get $s0_0
              v128.store
              local.get $scratch:
              local.get $s0_1
              v128.store offset=16
              local.get $scratch:
              local.get $s1_0
              v128.store offset=32
              local.get $scratch:
              local.get $s1_1
              v128.store offset=48
              local.get $scratch:
              local.get $s2_0
              v128.store offset=64
              local.get $scratch:
              local.get $s2_1
              v128.store offset=80
              local.get $scratch:
              local.get $s3_0
              v128.store offset=96
              local.get $scratch:
              local.get $s3_1
              v128.store offset=112
              local.get $j
              i32.const 8
              i32.add
              local.set $:temporary0
              i32.const 32
              local.set $:temporary1
              local.get $:temporary0
              local.get $:temporary1
              local.get $:temporary0
              local.get $:temporary1
              i32.lt_s
              select
              local.set $j_end
              local.get $j
              i32.const -1
              i32.mul
              local.get $t6
              i32.add
              local.set $t7
              local.get $g0
              local.set $er
              local.get $er
              local.get $m1
              i32.lt_s
              if
                loop
                  local.get $er
                  i32.const 8
                  i32.mul
                  local.get $t7
                  i32.add
                  local.set $t8
                  local.get $er
                  i32.const 32
                  i32.mul
                  local.set $t9
                  local.get $j
                  local.set $en
                  local.get $en
                  local.get $j_end
                  i32.lt_s
                  if
                    loop
                      local.get $scratch:
                      local.get $en
                      local.get $t8
                      i32.add
                      i32.const 2
                      i32.shl
                      i32.add
                      v128.load
                      local.set $whole
                      local.get $en
                      local.set $ni
                      local.get $ni
                      local.get $t9
                      i32.add
                      local.set $t10
                      local.get $arg:0
                      local.get $t10
                      i32.const 2
                      i32.shl
                      i32.add
                      v128.load
                      local.get $whole
                      f32x4.add
                      local.set $e0
                      local.get $arg:3
                      local.get $t10
                      i32.const 2
                      i32.shl
                      i32.add
                      local.get $e0
                      v128.store
                      local.get $en
                      i32.const 4
                      i32.add
                      local.set $en
                      local.get $en
                      local.get $j_end
                      i32.lt_s
                      br_if 0
                    end
                  end
                  local.get $er
                  i32.const 1
                  i32.add
                  local.set $er
                  local.get $er
                  local.get $m1
                  i32.lt_s
                  br_if 0
                end
              end
              local.get $j
              i32.const 8
              i32.add
              local.set $j
              local.get $j
              local.get $n1
              i32.lt_s
              br_if 0
            end
          end
          local.get $g0
          i32.const 4
          i32.add
          local.set $g0
          local.get $g0
          local.get $m1
          i32.lt_s
          br_if 0
        end
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


(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32) (param $arg:3 i32)
  (local $task i32)
  (local $t0 i32)
  (local $t2 i32)
  (local $i1 i32)
  (local $t1 i32)
  (local $old0 v128)
  (local $t3 i32)
  (local $:c_c2d00000_c2d00000_c2d00000_c2d00000 v128)
  (local $t4 v128)
  (local $:c_3fb8aa3b_3fb8aa3b_3fb8aa3b_3fb8aa3b v128)
  (local $:c_4b400000_4b400000_4b400000_4b400000 v128)
  (local $:c_80_80_80_80 v128)
  (local $t5 v128)
  (local $t6 v128)
  (local $:c_395e8083_395e8083_395e8083_395e8083 v128)
  (local $:c_bf318000_bf318000_bf318000_bf318000 v128)
  (local $t7 v128)
  (local $t8 v128)
  (local $t9 v128)
  (local $t10 v128)
  (local $t11 v128)
  (local $t12 v128)
  (local $t13 v128)
  (local $t14 v128)
  (local $:c_411051ec_411051ec_411051ec_411051ec v128)
  (local $t15 v128)
  (local $t16 v128)
  (local $t17 v128)
  (local $:c_7f_7f_7f_7f v128)
  (local $t18 v128)
  (local $t19 v128)
  (local $t20 v128)
  (local $:c_3ab6887e_3ab6887e_3ab6887e_3ab6887e v128)
  (local $:c_3c0905b1_3c0905b1_3c0905b1_3c0905b1 v128)
  (local $:c_3d2aaa8d_3d2aaa8d_3d2aaa8d_3d2aaa8d v128)
  (local $:c_3e2aaa6e_3e2aaa6e_3e2aaa6e_3e2aaa6e v128)
  (local $:c_3f000000_3f000000_3f000000_3f000000 v128)
  (local $:c_3f800000_3f800000_3f800000_3f800000 v128)
  (local $t21 v128)
  (local $:c_40000000_40000000_40000000_40000000 v128)
  (local $:c_7fffffff_7fffffff_7fffffff_7fffffff v128)
  (local $:c_80000000_80000000_80000000_80000000 v128)
  (local $t22 v128)
  (local $t23 v128)
  (local $t24 v128)
  (local $t25 v128)
  (local $t26 v128)
  (local $t27 v128)
  (local $t28 v128)
  (local $t29 v128)
  (local $t30 v128)
  (local $t31 v128)
  (local $t32 v128)
  (local $t33 v128)
  (local $t34 v128)
  (local $t35 v128)
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
  v128.const i32x4 0x411051ec 0x411051ec 0x411051ec 0x411051ec
  local.set $:c_411051ec_411051ec_411051ec_411051ec
  v128.const i32x4 0x0000007f 0x0000007f 0x0000007f 0x0000007f
  local.set $:c_7f_7f_7f_7f
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
  v128.const i32x4 0x40000000 0x40000000 0x40000000 0x40000000
  local.set $:c_40000000_40000000_40000000_40000000
  v128.const i32x4 0x7fffffff 0x7fffffff 0x7fffffff 0x7fffffff
  local.set $:c_7fffffff_7fffffff_7fffffff_7fffffff
  v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000
  local.set $:c_80000000_80000000_80000000_80000000
  local.get $begin
  local.set $task
  local.get $task
  local.get $end
  i32.lt_s
  if
    loop
      local.get $task
      i32.const 8
      i32.mul
      local.set $t0
      local.get $task
      i32.const 32
      i32.mul
      local.set $t2
      i32.const 0
      local.set $i1
      loop
        local.get $i1
        local.get $t0
        i32.add
        local.set $t1
        local.get $arg:1
        local.get $t1
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.set $old0
        local.get $i1
        local.get $t2
        i32.add
        local.set $t3
        local.get $arg:0
        local.get $t3
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=32
        f32x4.neg
        local.get $:c_c2d00000_c2d00000_c2d00000_c2d00000
        f32x4.pmax
        local.set $t4
        local.get $t4
        local.get $:c_3fb8aa3b_3fb8aa3b_3fb8aa3b_3fb8aa3b
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        f32x4.relaxed_madd
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        i32x4.sub
        local.get $:c_80_80_80_80
        i32x4.min_s
        local.set $t5
        local.get $t5
        f32x4.convert_i32x4_s
        local.set $t6
        local.get $t6
        local.get $:c_395e8083_395e8083_395e8083_395e8083
        local.get $t6
        local.get $:c_bf318000_bf318000_bf318000_bf318000
        local.get $t4
        f32x4.relaxed_madd
        f32x4.relaxed_madd
        local.set $t7
        local.get $t5
        i32.const 1
        i32x4.shr_s
        local.set $t8
        local.get $arg:0
        local.get $t3
        i32.const 2
        i32.shl
        i32.add
        v128.load
        f32x4.neg
        local.get $:c_c2d00000_c2d00000_c2d00000_c2d00000
        f32x4.pmax
        local.set $t9
        local.get $t9
        local.get $:c_3fb8aa3b_3fb8aa3b_3fb8aa3b_3fb8aa3b
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        f32x4.relaxed_madd
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        i32x4.sub
        local.get $:c_80_80_80_80
        i32x4.min_s
        local.set $t10
        local.get $t10
        f32x4.convert_i32x4_s
        local.set $t11
        local.get $t11
        local.get $:c_395e8083_395e8083_395e8083_395e8083
        local.get $t11
        local.get $:c_bf318000_bf318000_bf318000_bf318000
        local.get $t9
        f32x4.relaxed_madd
        f32x4.relaxed_madd
        local.set $t12
        local.get $t10
        i32.const 1
        i32x4.shr_s
        local.set $t13
        local.get $arg:0
        local.get $t3
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=64
        local.set $t14
        local.get $t14
        f32x4.abs
        local.get $:c_411051ec_411051ec_411051ec_411051ec
        f32x4.pmin
        local.set $t15
        local.get $t15
        local.get $t15
        f32x4.add
        local.set $t16
        local.get $t16
        local.get $:c_3fb8aa3b_3fb8aa3b_3fb8aa3b_3fb8aa3b
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        f32x4.relaxed_madd
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        i32x4.sub
        local.set $t17
        local.get $t17
        local.get $:c_7f_7f_7f_7f
        i32x4.add
        i32.const 23
        i32x4.shl
        local.set $t18
        local.get $t17
        f32x4.convert_i32x4_s
        local.set $t19
        local.get $t19
        local.get $:c_395e8083_395e8083_395e8083_395e8083
        local.get $t19
        local.get $:c_bf318000_bf318000_bf318000_bf318000
        local.get $t16
        f32x4.relaxed_madd
        f32x4.relaxed_madd
        local.set $t20
        local.get $t18
        local.get $t20
        local.get $t20
        f32x4.mul
        local.get $:c_3ab6887e_3ab6887e_3ab6887e_3ab6887e
        local.get $t20
        local.get $:c_3c0905b1_3c0905b1_3c0905b1_3c0905b1
        f32x4.relaxed_madd
        local.get $t20
        local.get $:c_3d2aaa8d_3d2aaa8d_3d2aaa8d_3d2aaa8d
        f32x4.relaxed_madd
        local.get $t20
        local.get $:c_3e2aaa6e_3e2aaa6e_3e2aaa6e_3e2aaa6e
        f32x4.relaxed_madd
        local.get $t20
        local.get $:c_3f000000_3f000000_3f000000_3f000000
        f32x4.relaxed_madd
        local.get $t20
        f32x4.relaxed_madd
        local.get $t18
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        f32x4.sub
        f32x4.relaxed_madd
        local.set $t21
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        local.get $t7
        local.get $t7
        f32x4.mul
        local.get $:c_3ab6887e_3ab6887e_3ab6887e_3ab6887e
        local.get $t7
        local.get $:c_3c0905b1_3c0905b1_3c0905b1_3c0905b1
        f32x4.relaxed_madd
        local.get $t7
        local.get $:c_3d2aaa8d_3d2aaa8d_3d2aaa8d_3d2aaa8d
        f32x4.relaxed_madd
        local.get $t7
        local.get $:c_3e2aaa6e_3e2aaa6e_3e2aaa6e_3e2aaa6e
        f32x4.relaxed_madd
        local.get $t7
        local.get $:c_3f000000_3f000000_3f000000_3f000000
        f32x4.relaxed_madd
        local.get $t7
        f32x4.relaxed_madd
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        f32x4.add
        local.get $t8
        local.get $:c_7f_7f_7f_7f
        i32x4.add
        i32.const 23
        i32x4.shl
        f32x4.mul
        local.get $t5
        local.get $t8
        i32x4.sub
        local.get $:c_7f_7f_7f_7f
        i32x4.add
        i32.const 23
        i32x4.shl
        f32x4.mul
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        f32x4.add
        f32x4.div
        local.get $old0
        f32x4.mul
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        local.get $t12
        local.get $t12
        f32x4.mul
        local.get $:c_3ab6887e_3ab6887e_3ab6887e_3ab6887e
        local.get $t12
        local.get $:c_3c0905b1_3c0905b1_3c0905b1_3c0905b1
        f32x4.relaxed_madd
        local.get $t12
        local.get $:c_3d2aaa8d_3d2aaa8d_3d2aaa8d_3d2aaa8d
        f32x4.relaxed_madd
        local.get $t12
        local.get $:c_3e2aaa6e_3e2aaa6e_3e2aaa6e_3e2aaa6e
        f32x4.relaxed_madd
        local.get $t12
        local.get $:c_3f000000_3f000000_3f000000_3f000000
        f32x4.relaxed_madd
        local.get $t12
        f32x4.relaxed_madd
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        f32x4.add
        local.get $t13
        local.get $:c_7f_7f_7f_7f
        i32x4.add
        i32.const 23
        i32x4.shl
        f32x4.mul
        local.get $t10
        local.get $t13
        i32x4.sub
        local.get $:c_7f_7f_7f_7f
        i32x4.add
        i32.const 23
        i32x4.shl
        f32x4.mul
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        f32x4.add
        f32x4.div
        local.get $t21
        local.get $t21
        local.get $:c_40000000_40000000_40000000_40000000
        f32x4.add
        f32x4.div
        local.get $:c_7fffffff_7fffffff_7fffffff_7fffffff
        v128.and
        local.get $t14
        local.get $:c_80000000_80000000_80000000_80000000
        v128.and
        v128.or
        f32x4.mul
        f32x4.add
        local.set $t22
        local.get $arg:1
        local.get $t1
        i32.const 2
        i32.shl
        i32.add
        local.get $t22
        v128.store
        local.get $arg:0
        local.get $t3
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=96
        f32x4.neg
        local.get $:c_c2d00000_c2d00000_c2d00000_c2d00000
        f32x4.pmax
        local.set $t23
        local.get $t23
        local.get $:c_3fb8aa3b_3fb8aa3b_3fb8aa3b_3fb8aa3b
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        f32x4.relaxed_madd
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        i32x4.sub
        local.get $:c_80_80_80_80
        i32x4.min_s
        local.set $t24
        local.get $t24
        f32x4.convert_i32x4_s
        local.set $t25
        local.get $t25
        local.get $:c_395e8083_395e8083_395e8083_395e8083
        local.get $t25
        local.get $:c_bf318000_bf318000_bf318000_bf318000
        local.get $t23
        f32x4.relaxed_madd
        f32x4.relaxed_madd
        local.set $t26
        local.get $t24
        i32.const 1
        i32x4.shr_s
        local.set $t27
        local.get $t22
        f32x4.abs
        local.get $:c_411051ec_411051ec_411051ec_411051ec
        f32x4.pmin
        local.set $t28
        local.get $t28
        local.get $t28
        f32x4.add
        local.set $t29
        local.get $t29
        local.get $:c_3fb8aa3b_3fb8aa3b_3fb8aa3b_3fb8aa3b
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        f32x4.relaxed_madd
        local.get $:c_4b400000_4b400000_4b400000_4b400000
        i32x4.sub
        local.set $t30
        local.get $t30
        local.get $:c_7f_7f_7f_7f
        i32x4.add
        i32.const 23
        i32x4.shl
        local.set $t31
        local.get $t30
        f32x4.convert_i32x4_s
        local.set $t32
        local.get $t32
        local.get $:c_395e8083_395e8083_395e8083_395e8083
        local.get $t32
        local.get $:c_bf318000_bf318000_bf318000_bf318000
        local.get $t29
        f32x4.relaxed_madd
        f32x4.relaxed_madd
        local.set $t33
        local.get $t31
        local.get $t33
        local.get $t33
        f32x4.mul
        local.get $:c_3ab6887e_3ab6887e_3ab6887e_3ab6887e
        local.get $t33
        local.get $:c_3c0905b1_3c0905b1_3c0905b1_3c0905b1
        f32x4.relaxed_madd
        local.get $t33
        local.get $:c_3d2aaa8d_3d2aaa8d_3d2aaa8d_3d2aaa8d
        f32x4.relaxed_madd
        local.get $t33
        local.get $:c_3e2aaa6e_3e2aaa6e_3e2aaa6e_3e2aaa6e
        f32x4.relaxed_madd
        local.get $t33
        local.get $:c_3f000000_3f000000_3f000000_3f000000
        f32x4.relaxed_madd
        local.get $t33
        f32x4.relaxed_madd
        local.get $t31
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        f32x4.sub
        f32x4.relaxed_madd
        local.set $t34
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        local.get $t26
        local.get $t26
        f32x4.mul
        local.get $:c_3ab6887e_3ab6887e_3ab6887e_3ab6887e
        local.get $t26
        local.get $:c_3c0905b1_3c0905b1_3c0905b1_3c0905b1
        f32x4.relaxed_madd
        local.get $t26
        local.get $:c_3d2aaa8d_3d2aaa8d_3d2aaa8d_3d2aaa8d
        f32x4.relaxed_madd
        local.get $t26
        local.get $:c_3e2aaa6e_3e2aaa6e_3e2aaa6e_3e2aaa6e
        f32x4.relaxed_madd
        local.get $t26
        local.get $:c_3f000000_3f000000_3f000000_3f000000
        f32x4.relaxed_madd
        local.get $t26
        f32x4.relaxed_madd
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        f32x4.add
        local.get $t27
        local.get $:c_7f_7f_7f_7f
        i32x4.add
        i32.const 23
        i32x4.shl
        f32x4.mul
        local.get $t24
        local.get $t27
        i32x4.sub
        local.get $:c_7f_7f_7f_7f
        i32x4.add
        i32.const 23
        i32x4.shl
        f32x4.mul
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        f32x4.add
        f32x4.div
        local.get $t34
        local.get $t34
        local.get $:c_40000000_40000000_40000000_40000000
        f32x4.add
        f32x4.div
        local.get $:c_7fffffff_7fffffff_7fffffff_7fffffff
        v128.and
        local.get $t22
        local.get $:c_80000000_80000000_80000000_80000000
        v128.and
        v128.or
        f32x4.mul
        local.set $t35
        local.get $arg:2
        local.get $t1
        i32.const 2
        i32.shl
        i32.add
        local.get $t35
        v128.store
        local.get $arg:3
        local.get $t1
        i32.const 2
        i32.shl
        i32.add
        local.get $t35
        v128.store
        local.get $i1
        i32.const 4
        i32.add
        local.set $i1
        local.get $i1
        i32.const 8
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
