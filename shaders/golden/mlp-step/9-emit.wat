(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32) (param $arg:3 i32)
  (local $task i32)
  (local $m0 i32)
  (local $m1 i32)
  (local $t0 i32)
  (local $n0 i32)
  (local $n1 i32)
  (local $k0 i32)
  (local $k1 i32)
  (local $t2 i32)
  (local $g0 i32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $t1 i32)
  (local $t5 i32)
  (local $t7 i32)
  (local $j i32)
  (local $s0_0 v128)
  (local $s0_1 v128)
  (local $s1_0 v128)
  (local $s1_1 v128)
  (local $s2_0 v128)
  (local $s2_1 v128)
  (local $s3_0 v128)
  (local $s3_1 v128)
  (local $t3 i32)
  (local $kk i32)
  (local $t4 i32)
  (local $b0_0 v128)
  (local $b0_1 v128)
  (local $t6 i32)
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
  (local $j_end i32)
  (local $t8 i32)
  (local $er i32)
  (local $t9 i32)
  (local $t10 i32)
  (local $en i32)
  (local $whole v128)
  (local $ni i32)
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
      i32.const 8
      local.set $m1
      local.get $task
      i32.const 8
      i32.mul
      local.set $t0
      local.get $t0
      local.set $n0
      local.get $t0
      i32.const 8
      i32.add
      local.set $n1
      i32.const 0
      local.set $k0
      i32.const 20
      local.set $k1
      local.get $k0
      i32.const 16
      i32.mul
      local.set $t2
      local.get $m0
      local.set $g0
      local.get $g0
      local.get $m1
      i32.lt_s
      if
        loop
          local.get $g0
          i32.const 4
          i32.add
          local.set $:temporary0
          local.get $m1
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $t1
          local.get $k0
          local.get $g0
          i32.const 20
          i32.mul
          i32.add
          local.set $t5
          local.get $g0
          i32.const -8
          i32.mul
          local.set $t7
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
              local.get $t2
              i32.add
              local.set $t3
              i32.const 0
              local.set $kk
              loop
                local.get $kk
                i32.const 16
                i32.mul
                local.get $t3
                i32.add
                local.set $t4
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load
                local.set $b0_0
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=16
                local.set $b0_1
                local.get $kk
                local.get $t5
                i32.add
                local.set $t6
                local.get $arg:0
                local.get $t6
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=80
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=160
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=240
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
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=64
                local.set $b1_0
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=80
                local.set $b1_1
                local.get $arg:0
                local.get $t6
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=84
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=164
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=244
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
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=128
                local.set $b2_0
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=144
                local.set $b2_1
                local.get $arg:0
                local.get $t6
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=88
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=168
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=248
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
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=192
                local.set $b3_0
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=208
                local.set $b3_1
                local.get $arg:0
                local.get $t6
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=92
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=172
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=252
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
                i32.const 20
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
              i32.const 16
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
              local.get $t7
              i32.add
              local.set $t8
              local.get $g0
              local.set $er
              local.get $er
              local.get $t1
              i32.lt_s
              if
                loop
                  local.get $er
                  i32.const 8
                  i32.mul
                  local.get $t8
                  i32.add
                  local.set $t9
                  local.get $er
                  i32.const 16
                  i32.mul
                  local.set $t10
                  local.get $j
                  local.set $en
                  local.get $en
                  local.get $j_end
                  i32.lt_s
                  if
                    loop
                      local.get $scratch:
                      local.get $en
                      local.get $t9
                      i32.add
                      i32.const 2
                      i32.shl
                      i32.add
                      v128.load
                      local.set $whole
                      local.get $en
                      local.set $ni
                      local.get $whole
                      local.get $arg:2
                      local.get $ni
                      i32.const 2
                      i32.shl
                      i32.add
                      v128.load
                      f32x4.add
                      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
                      f32x4.pmax
                      local.set $e0
                      local.get $arg:3
                      local.get $ni
                      local.get $t10
                      i32.add
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
                  local.get $t1
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


(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32)
  (local $task i32)
  (local $t0 i32)
  (local $m0 i32)
  (local $m1 i32)
  (local $n0 i32)
  (local $n1 i32)
  (local $k0 i32)
  (local $k1 i32)
  (local $t2 i32)
  (local $g0 i32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $t1 i32)
  (local $t5 i32)
  (local $t7 i32)
  (local $j i32)
  (local $s0_0 v128)
  (local $s0_1 v128)
  (local $s1_0 v128)
  (local $s1_1 v128)
  (local $s2_0 v128)
  (local $s2_1 v128)
  (local $s3_0 v128)
  (local $s3_1 v128)
  (local $t3 i32)
  (local $kk i32)
  (local $t4 i32)
  (local $b0_0 v128)
  (local $b0_1 v128)
  (local $t6 i32)
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
  (local $j_end i32)
  (local $t8 i32)
  (local $er i32)
  (local $t9 i32)
  (local $t10 i32)
  (local $en i32)
  (local $whole v128)
  (local $t11 f32)
  (local $t12 i32)
  (local $t13 i32)
  (local $t14 i32)
  (local $t15 i32)
  (local $t16 f32)
  (local $t17 i32)
  (local $t18 f32)
  (local $t19 i32)
  (local $t20 f32)
  (local $t21 i32)
  (local $ni i32)
  (local $e0 v128)
  (local $e0_0 f32)
  (local $e0_1 f32)
  (local $e0_2 f32)
  (local $e0_3 f32)
  local.get $begin
  local.set $task
  local.get $task
  local.get $end
  i32.lt_s
  if
    loop
      local.get $task
      i32.const 4
      i32.mul
      local.set $t0
      local.get $t0
      local.set $m0
      local.get $t0
      i32.const 4
      i32.add
      local.set $m1
      i32.const 0
      local.set $n0
      i32.const 5
      local.set $n1
      i32.const 0
      local.set $k0
      i32.const 16
      local.set $k1
      local.get $k0
      i32.const 5
      i32.mul
      local.set $t2
      local.get $m0
      local.set $g0
      local.get $g0
      local.get $m1
      i32.lt_s
      if
        loop
          local.get $g0
          i32.const 4
          i32.add
          local.set $:temporary0
          local.get $m1
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $t1
          local.get $k0
          local.get $g0
          i32.const 16
          i32.mul
          i32.add
          local.set $t5
          local.get $g0
          i32.const -8
          i32.mul
          local.set $t7
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
              local.get $t2
              i32.add
              local.set $t3
              i32.const 0
              local.set $kk
              loop
                local.get $kk
                i32.const 5
                i32.mul
                local.get $t3
                i32.add
                local.set $t4
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load
                local.set $b0_0
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=16
                local.set $b0_1
                local.get $kk
                local.get $t5
                i32.add
                local.set $t6
                local.get $arg:0
                local.get $t6
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=64
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=128
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=192
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
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=20
                local.set $b1_0
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=36
                local.set $b1_1
                local.get $arg:0
                local.get $t6
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=68
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=132
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=196
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
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=40
                local.set $b2_0
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=56
                local.set $b2_1
                local.get $arg:0
                local.get $t6
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=72
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=136
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=200
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
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=60
                local.set $b3_0
                local.get $arg:1
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=76
                local.set $b3_1
                local.get $arg:0
                local.get $t6
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=76
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=140
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
                local.get $arg:0
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=204
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
                i32.const 16
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
              i32.const 5
              local.set $j_end
              local.get $j
              i32.const -1
              i32.mul
              local.get $t7
              i32.add
              local.set $t8
              local.get $g0
              local.set $er
              local.get $er
              local.get $t1
              i32.lt_s
              if
                loop
                  local.get $er
                  i32.const 8
                  i32.mul
                  local.get $t8
                  i32.add
                  local.set $t9
                  local.get $er
                  i32.const 5
                  i32.mul
                  local.set $t10
                  local.get $j
                  local.set $en
                  local.get $en
                  local.get $j_end
                  i32.lt_s
                  if
                    loop
                      local.get $scratch:
                      local.get $en
                      local.get $t9
                      i32.add
                      i32.const 2
                      i32.shl
                      i32.add
                      v128.load
                      local.set $whole
                      local.get $whole
                      f32x4.extract_lane 0
                      local.set $t11
                      local.get $en
                      local.get $t10
                      i32.add
                      local.set $t12
                      local.get $en
                      i32.const 1
                      i32.add
                      i32.const 5
                      i32.lt_s
                      local.set $t13
                      local.get $en
                      i32.const 2
                      i32.add
                      i32.const 5
                      i32.lt_s
                      local.set $t14
                      local.get $en
                      i32.const 3
                      i32.add
                      i32.const 5
                      i32.lt_s
                      local.set $t15
                      local.get $whole
                      f32x4.extract_lane 1
                      local.set $t16
                      local.get $t12
                      i32.const 1
                      i32.add
                      local.set $t17
                      local.get $whole
                      f32x4.extract_lane 2
                      local.set $t18
                      local.get $t12
                      i32.const 2
                      i32.add
                      local.set $t19
                      local.get $whole
                      f32x4.extract_lane 3
                      local.set $t20
                      local.get $t12
                      i32.const 3
                      i32.add
                      local.set $t21
                      local.get $en
                      i32.const 4
                      i32.add
                      i32.const 5
                      i32.le_s
                      if
                        local.get $en
                        local.set $ni
                        local.get $whole
                        local.set $e0
                        local.get $arg:2
                        local.get $ni
                        local.get $t10
                        i32.add
                        i32.const 2
                        i32.shl
                        i32.add
                        local.get $e0
                        v128.store
                      else
                        local.get $t11
                        local.set $e0_0
                        local.get $arg:2
                        local.get $t12
                        i32.const 2
                        i32.shl
                        i32.add
                        local.get $e0_0
                        f32.store
                        local.get $t13
                        if
                          local.get $t16
                          local.set $e0_1
                          local.get $arg:2
                          local.get $t17
                          i32.const 2
                          i32.shl
                          i32.add
                          local.get $e0_1
                          f32.store
                        end
                        local.get $t14
                        if
                          local.get $t18
                          local.set $e0_2
                          local.get $arg:2
                          local.get $t19
                          i32.const 2
                          i32.shl
                          i32.add
                          local.get $e0_2
                          f32.store
                        end
                        local.get $t15
                        if
                          local.get $t20
                          local.set $e0_3
                          local.get $arg:2
                          local.get $t21
                          i32.const 2
                          i32.shl
                          i32.add
                          local.get $e0_3
                          f32.store
                        end
                      end
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
                  local.get $t1
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


(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32) (param $arg:3 i32) (param $arg:4 i32)
  (local $task i32)
  (local $r0_best f32)
  (local $t0 i32)
  (local $r0_0 i32)
  (local $r0 f32)
  (local $r1_best f32)
  (local $r1_0 i32)
  (local $t1 i32)
  (local $t2 f32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $t3 i32)
  (local $t4 f32)
  (local $t5 f32)
  (local $t6 i32)
  (local $t7 f32)
  (local $r1 f32)
  (local $r2_best f32)
  (local $t8 i32)
  (local $t9 i32)
  (local $t10 i32)
  (local $t11 f32)
  (local $t12 f32)
  (local $t13 f32)
  (local $t14 f32)
  (local $r2_0 i32)
  (local $r2 f32)
  (local $t16 v128)
  (local $t17 v128)
  (local $j i32)
  (local $t15 i32)
  (local $:c_3e000000_3e000000_3e000000_3e000000 v128)
  (local $:c_0_1_2_3 v128)
  (local $:c_3f800000_3f800000_3f800000_3f800000 v128)
  (local $j_2 i32)
  (local $t18 i32)
  v128.const i32x4 0x3e000000 0x3e000000 0x3e000000 0x3e000000
  local.set $:c_3e000000_3e000000_3e000000_3e000000
  v128.const i32x4 0x00000000 0x00000001 0x00000002 0x00000003
  local.set $:c_0_1_2_3
  v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
  local.set $:c_3f800000_3f800000_3f800000_3f800000
  local.get $begin
  local.set $task
  local.get $task
  local.get $end
  i32.lt_s
  if
    loop
      f32.const -Infinity
      local.set $r0_best
      local.get $task
      i32.const 5
      i32.mul
      local.set $t0
      i32.const 0
      local.set $r0_0
      loop
        local.get $r0_best
        local.get $arg:0
        local.get $r0_0
        local.get $t0
        i32.add
        i32.const 2
        i32.shl
        i32.add
        f32.load
        local.get $arg:1
        local.get $r0_0
        i32.const 2
        i32.shl
        i32.add
        f32.load
        f32.add
        f32.max
        local.set $r0_best
        local.get $r0_0
        i32.const 1
        i32.add
        local.set $r0_0
        local.get $r0_0
        i32.const 5
        i32.lt_s
        br_if 0
      end
      local.get $r0_best
      local.set $r0
      f32.const 0
      local.set $r1_best
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
        f32.load
        local.get $arg:1
        local.get $r1_0
        i32.const 2
        i32.shl
        i32.add
        f32.load
        f32.add
        local.get $r0
        f32.sub
        f32.const -104
        f32.max
        local.set $t2
        local.get $t2
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
        local.set $t3
        local.get $t3
        f32.convert_i32_s
        local.set $t4
        local.get $t4
        f32.const 0.00021219444170128554
        f32.mul
        local.get $t4
        f32.const -0.693359375
        f32.mul
        local.get $t2
        f32.add
        f32.add
        local.set $t5
        local.get $t3
        i32.const 1
        i32.shr_s
        local.set $t6
        local.get $t5
        local.get $t5
        f32.mul
        f32.const 0.0013926175888627768
        local.get $t5
        f32.mul
        f32.const 0.008363173343241215
        f32.add
        local.get $t5
        f32.mul
        f32.const 0.041666556149721146
        f32.add
        local.get $t5
        f32.mul
        f32.const 0.16666576266288757
        f32.add
        local.get $t5
        f32.mul
        f32.const 0.5
        f32.add
        f32.mul
        local.get $t5
        f32.add
        f32.const 1
        f32.add
        local.get $t6
        i32.const 127
        i32.add
        i32.const 23
        i32.shl
        f32.reinterpret_i32
        f32.mul
        local.get $t3
        local.get $t6
        i32.const -1
        i32.mul
        i32.add
        i32.const 127
        i32.add
        i32.const 23
        i32.shl
        f32.reinterpret_i32
        f32.mul
        local.set $t7
        local.get $arg:3
        local.get $t1
        i32.const 2
        i32.shl
        i32.add
        local.get $t7
        f32.store
        local.get $r1_best
        local.get $t7
        f32.add
        local.set $r1_best
        local.get $r1_0
        i32.const 1
        i32.add
        local.set $r1_0
        local.get $r1_0
        i32.const 5
        i32.lt_s
        br_if 0
      end
      local.get $r1_best
      local.set $r1
      f32.const 0
      local.set $r2_best
      local.get $arg:2
      local.get $task
      i32.const 2
      i32.shl
      i32.add
      i32.load
      local.set $t8
      local.get $r1
      i32.reinterpret_f32
      local.set $t9
      local.get $t9
      i32.const -1060439283
      i32.add
      i32.const 23
      i32.shr_s
      local.set $t10
      local.get $t10
      f32.convert_i32_s
      local.set $t11
      local.get $t9
      local.get $t10
      i32.const 23
      i32.shl
      i32.const -1
      i32.mul
      i32.add
      f32.reinterpret_i32
      f32.const 1
      f32.sub
      local.set $t12
      local.get $t12
      local.get $t12
      f32.mul
      local.set $t13
      f32.const -Infinity
      f32.const NaN
      local.get $r1
      f32.const 0
      f32.eq
      select
      local.get $t11
      f32.const 0.693359375
      f32.mul
      local.get $t12
      local.get $t11
      f32.const -0.00021219444170128554
      f32.mul
      local.get $t13
      local.get $t12
      f32.mul
      f32.const 0.06971611827611923
      local.get $t12
      f32.mul
      f32.const -0.11479733884334564
      f32.add
      local.get $t12
      f32.mul
      f32.const 0.11685419827699661
      f32.add
      local.get $t12
      f32.mul
      f32.const -0.12425687164068222
      f32.add
      local.get $t12
      f32.mul
      f32.const 0.14249058067798615
      f32.add
      local.get $t12
      f32.mul
      f32.const -0.1666780263185501
      f32.add
      local.get $t12
      f32.mul
      f32.const 0.20000715553760529
      f32.add
      local.get $t12
      f32.mul
      f32.const -0.2499999701976776
      f32.add
      local.get $t12
      f32.mul
      f32.const 0.3333333134651184
      f32.add
      f32.mul
      local.get $t13
      f32.const -0.5
      f32.mul
      f32.add
      f32.add
      f32.add
      f32.add
      local.get $r1
      local.get $r1
      f32.const Infinity
      f32.lt
      select
      local.get $r1
      f32.const 0
      f32.le
      select
      local.set $t14
      i32.const 0
      local.set $r2_0
      loop
        local.get $r2_best
        local.get $t14
        local.get $arg:0
        local.get $r2_0
        local.get $t0
        i32.add
        i32.const 2
        i32.shl
        i32.add
        f32.load
        local.get $arg:1
        local.get $r2_0
        i32.const 2
        i32.shl
        i32.add
        f32.load
        f32.add
        local.get $r0
        f32.sub
        f32.sub
        f32.const 0
        local.get $t8
        local.get $r2_0
        i32.eq
        select
        f32.add
        local.set $r2_best
        local.get $r2_0
        i32.const 1
        i32.add
        local.set $r2_0
        local.get $r2_0
        i32.const 5
        i32.lt_s
        br_if 0
      end
      local.get $r2_best
      local.set $r2
      local.get $arg:4
      local.get $task
      i32.const 2
      i32.shl
      i32.add
      local.get $r2
      f32.store
      local.get $r1
      f32x4.splat
      local.set $t16
      local.get $t8
      i32x4.splat
      local.set $t17
      i32.const 0
      local.set $j
      loop
        local.get $j
        local.get $t0
        i32.add
        local.set $t15
        local.get $arg:3
        local.get $t15
        i32.const 2
        i32.shl
        i32.add
        local.get $:c_3e000000_3e000000_3e000000_3e000000
        local.get $arg:3
        local.get $t15
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.get $t16
        f32x4.div
        local.get $t17
        local.get $j
        i32x4.splat
        local.get $:c_0_1_2_3
        i32x4.add
        i32x4.eq
        local.get $:c_3f800000_3f800000_3f800000_3f800000
        v128.and
        f32x4.sub
        f32x4.mul
        v128.store
        local.get $j
        i32.const 4
        i32.add
        local.set $j
        local.get $j
        i32.const 4
        i32.lt_s
        br_if 0
      end
      i32.const 4
      local.set $j_2
      loop
        local.get $j_2
        local.get $t0
        i32.add
        local.set $t18
        local.get $arg:3
        local.get $t18
        i32.const 2
        i32.shl
        i32.add
        f32.const 0.125
        local.get $arg:3
        local.get $t18
        i32.const 2
        i32.shl
        i32.add
        f32.load
        local.get $r1
        f32.div
        local.get $t8
        local.get $j_2
        i32.eq
        f32.convert_i32_u
        f32.sub
        f32.mul
        f32.store
        local.get $j_2
        i32.const 1
        i32.add
        local.set $j_2
        local.get $j_2
        i32.const 5
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
  (local $t2 i32)
  (local $p i32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $p0 i32)
  (local $p1 i32)
  (local $t3 i32)
  (local $t5 i32)
  (local $t7 i32)
  (local $b_k0 i32)
  (local $t4 i32)
  (local $t6 i32)
  (local $:temporary0 v128)
  (local $t8 i32)
  (local $g0 i32)
  (local $t9 i32)
  (local $t12 i32)
  (local $t16 i32)
  (local $j i32)
  (local $s0_0 v128)
  (local $s0_1 v128)
  (local $s1_0 v128)
  (local $s1_1 v128)
  (local $s2_0 v128)
  (local $s2_1 v128)
  (local $s3_0 v128)
  (local $s3_1 v128)
  (local $t10 i32)
  (local $kk i32)
  (local $t11 i32)
  (local $b0_0 v128)
  (local $b0_1 v128)
  (local $t13 i32)
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
  (local $kt i32)
  (local $t14 i32)
  (local $bt_0 v128)
  (local $bt_1 v128)
  (local $t15 i32)
  (local $at_0 v128)
  (local $at_1 v128)
  (local $at_2 v128)
  (local $at_3 v128)
  (local $j_end i32)
  (local $t17 i32)
  (local $er i32)
  (local $t18 i32)
  (local $t19 i32)
  (local $en i32)
  (local $whole v128)
  (local $ni i32)
  (local $t20 i32)
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
      i32.const 8
      local.set $m1
      local.get $task
      i32.const 8
      i32.mul
      local.set $t0
      local.get $t0
      local.set $n0
      local.get $t0
      i32.const 8
      i32.add
      local.set $n1
      i32.const 0
      local.set $k0
      i32.const 5
      local.set $k1
      local.get $n0
      i32.const -5
      i32.mul
      local.set $t1
      local.get $k0
      i32.const -8
      i32.mul
      local.get $t1
      i32.add
      local.set $t2
      local.get $n0
      local.set $p
      local.get $p
      local.get $n1
      i32.lt_s
      if
        loop
          local.get $p
          local.set $:temporary0
          i32.const 12
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $p0
          local.get $p
          i32.const 4
          i32.add
          local.set $:temporary0
          i32.const 12
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $p1
          local.get $p
          i32.const 5
          i32.mul
          local.get $t2
          i32.add
          local.set $t3
          local.get $p0
          i32.const 5
          i32.mul
          local.set $t5
          local.get $p1
          i32.const 5
          i32.mul
          local.set $t7
          local.get $k0
          local.set $b_k0
          local.get $b_k0
          local.get $k1
          i32.lt_s
          if
            loop
              local.get $b_k0
              i32.const 8
              i32.mul
              local.get $t3
              i32.add
              local.set $t4
              local.get $b_k0
              local.get $t5
              i32.add
              local.set $t6
              local.get $scratch:
              local.get $t4
              i32.const 2
              i32.shl
              i32.add
              local.get $arg:2
              local.get $t6
              i32.const 2
              i32.shl
              i32.add
              v128.load32_zero
              local.set $:temporary0
              local.get $arg:2
              local.get $t6
              i32.const 2
              i32.shl
              i32.add
              local.get $:temporary0
              v128.load32_lane offset=20 1
              local.set $:temporary0
              local.get $arg:2
              local.get $t6
              i32.const 2
              i32.shl
              i32.add
              local.get $:temporary0
              v128.load32_lane offset=40 2
              local.set $:temporary0
              local.get $arg:2
              local.get $t6
              i32.const 2
              i32.shl
              i32.add
              local.get $:temporary0
              v128.load32_lane offset=60 3
              v128.store offset=128
              local.get $b_k0
              local.get $t7
              i32.add
              local.set $t8
              local.get $scratch:
              local.get $t4
              i32.const 2
              i32.shl
              i32.add
              local.get $arg:2
              local.get $t8
              i32.const 2
              i32.shl
              i32.add
              v128.load32_zero
              local.set $:temporary0
              local.get $arg:2
              local.get $t8
              i32.const 2
              i32.shl
              i32.add
              local.get $:temporary0
              v128.load32_lane offset=20 1
              local.set $:temporary0
              local.get $arg:2
              local.get $t8
              i32.const 2
              i32.shl
              i32.add
              local.get $:temporary0
              v128.load32_lane offset=40 2
              local.set $:temporary0
              local.get $arg:2
              local.get $t8
              i32.const 2
              i32.shl
              i32.add
              local.get $:temporary0
              v128.load32_lane offset=60 3
              v128.store offset=144
              local.get $b_k0
              i32.const 1
              i32.add
              local.set $b_k0
              local.get $b_k0
              local.get $k1
              i32.lt_s
              br_if 0
            end
          end
          local.get $p
          i32.const 8
          i32.add
          local.set $p
          local.get $p
          local.get $n1
          i32.lt_s
          br_if 0
        end
      end
      local.get $m0
      local.set $g0
      local.get $g0
      local.get $m1
      i32.lt_s
      if
        loop
          local.get $g0
          i32.const 4
          i32.add
          local.set $:temporary0
          local.get $m1
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $t9
          local.get $k0
          local.get $g0
          i32.const 5
          i32.mul
          i32.add
          local.set $t12
          local.get $g0
          i32.const -8
          i32.mul
          local.set $t16
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
              i32.const 5
              i32.mul
              local.get $t1
              i32.add
              local.set $t10
              i32.const 0
              local.set $kk
              loop
                local.get $kk
                i32.const 8
                i32.mul
                local.get $t10
                i32.add
                local.set $t11
                local.get $scratch:
                local.get $t11
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=128
                local.set $b0_0
                local.get $scratch:
                local.get $t11
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=144
                local.set $b0_1
                local.get $t12
                local.get $kk
                i32.add
                local.set $t13
                local.get $arg:1
                local.get $t13
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=20
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=40
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=60
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
                local.get $scratch:
                local.get $t11
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=160
                local.set $b1_0
                local.get $scratch:
                local.get $t11
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=176
                local.set $b1_1
                local.get $arg:1
                local.get $t13
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=24
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=44
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=64
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
                local.get $scratch:
                local.get $t11
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=192
                local.set $b2_0
                local.get $scratch:
                local.get $t11
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=208
                local.set $b2_1
                local.get $arg:1
                local.get $t13
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=28
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=48
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=68
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
                local.get $scratch:
                local.get $t11
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=224
                local.set $b3_0
                local.get $scratch:
                local.get $t11
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=240
                local.set $b3_1
                local.get $arg:1
                local.get $t13
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=32
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=52
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
                local.get $t13
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=72
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
                i32.const 4
                i32.lt_s
                br_if 0
              end
              i32.const 4
              local.set $kt
              loop
                local.get $kt
                i32.const 8
                i32.mul
                local.get $t10
                i32.add
                local.set $t14
                local.get $scratch:
                local.get $t14
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=128
                local.set $bt_0
                local.get $scratch:
                local.get $t14
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=144
                local.set $bt_1
                local.get $t12
                local.get $kt
                i32.add
                local.set $t15
                local.get $arg:1
                local.get $t15
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat
                local.set $at_0
                local.get $at_0
                local.get $bt_0
                local.get $s0_0
                f32x4.relaxed_madd
                local.set $s0_0
                local.get $at_0
                local.get $bt_1
                local.get $s0_1
                f32x4.relaxed_madd
                local.set $s0_1
                local.get $arg:1
                local.get $t15
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=20
                local.set $at_1
                local.get $at_1
                local.get $bt_0
                local.get $s1_0
                f32x4.relaxed_madd
                local.set $s1_0
                local.get $at_1
                local.get $bt_1
                local.get $s1_1
                f32x4.relaxed_madd
                local.set $s1_1
                local.get $arg:1
                local.get $t15
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=40
                local.set $at_2
                local.get $at_2
                local.get $bt_0
                local.get $s2_0
                f32x4.relaxed_madd
                local.set $s2_0
                local.get $at_2
                local.get $bt_1
                local.get $s2_1
                f32x4.relaxed_madd
                local.set $s2_1
                local.get $arg:1
                local.get $t15
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=60
                local.set $at_3
                local.get $at_3
                local.get $bt_0
                local.get $s3_0
                f32x4.relaxed_madd
                local.set $s3_0
                local.get $at_3
                local.get $bt_1
                local.get $s3_1
                f32x4.relaxed_madd
                local.set $s3_1
                local.get $kt
                i32.const 1
                i32.add
                local.set $kt
                local.get $kt
                i32.const 5
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
              i32.const 16
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
              local.get $t16
              i32.add
              local.set $t17
              local.get $g0
              local.set $er
              local.get $er
              local.get $t9
              i32.lt_s
              if
                loop
                  local.get $er
                  i32.const 8
                  i32.mul
                  local.get $t17
                  i32.add
                  local.set $t18
                  local.get $er
                  i32.const 16
                  i32.mul
                  local.set $t19
                  local.get $j
                  local.set $en
                  local.get $en
                  local.get $j_end
                  i32.lt_s
                  if
                    loop
                      local.get $scratch:
                      local.get $en
                      local.get $t18
                      i32.add
                      i32.const 2
                      i32.shl
                      i32.add
                      v128.load
                      local.set $whole
                      local.get $en
                      local.set $ni
                      local.get $ni
                      local.get $t19
                      i32.add
                      local.set $t20
                      local.get $whole
                      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
                      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
                      local.get $arg:0
                      local.get $t20
                      i32.const 2
                      i32.shl
                      i32.add
                      v128.load
                      f32x4.lt
                      i32x4.relaxed_laneselect
                      local.set $e0
                      local.get $arg:3
                      local.get $t20
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
                  local.get $t9
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


(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32) (param $arg:3 i32) (param $arg:4 i32) (param $arg:5 i32) (param $arg:6 i32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $p0_begin i32)
  (local $p0_end i32)
  (local $p0_task i32)
  (local $p0_r0_0_best v128)
  (local $p0_r0_1_best v128)
  (local $p0_r0_2_best v128)
  (local $p0_r0_3_best v128)
  (local $p0_r0_0 i32)
  (local $p0_t0 i32)
  (local $p0_r0_0_2 v128)
  (local $p0_r0_1 v128)
  (local $p0_r0_2 v128)
  (local $p0_r0_3 v128)
  (local $p0_old0 v128)
  (local $p0_old1 v128)
  (local $p0_old2 v128)
  (local $p0_old3 v128)
  (local $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd v128)
  (local $p1_begin i32)
  (local $p1_end i32)
  (local $p1_task i32)
  (local $p1_t0 i32)
  (local $p1_r0_0_best v128)
  (local $p1_r0_0 i32)
  (local $p1_r0_0_2 v128)
  (local $p1_old0 v128)
  (local $p1_last i32)
  (local $p1_r0t_0_best f32)
  (local $p1_r0_0_3 i32)
  (local $p1_r0t_0 f32)
  (local $p1_old1 f32)
  (local $p2_begin i32)
  (local $p2_end i32)
  (local $p2_task i32)
  (local $p2_r0v_best v128)
  (local $p2_r0_0 i32)
  (local $p2_t0 v128)
  (local $:c_7fc00000_7fc00000_7fc00000_7fc00000 v128)
  (local $:c_5_5_5_5 v128)
  (local $p2_r0 f32)
  v128.const i32x4 0x3dcccccd 0x3dcccccd 0x3dcccccd 0x3dcccccd
  local.set $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
  v128.const i32x4 0x7fc00000 0x7fc00000 0x7fc00000 0x7fc00000
  local.set $:c_7fc00000_7fc00000_7fc00000_7fc00000
  v128.const i32x4 0x00000005 0x00000005 0x00000005 0x00000005
  local.set $:c_5_5_5_5
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
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $p0_r0_0_best
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $p0_r0_1_best
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $p0_r0_2_best
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $p0_r0_3_best
      i32.const 0
      local.set $p0_r0_0
      loop
        local.get $p0_r0_0
        i32.const 16
        i32.mul
        local.set $p0_t0
        local.get $p0_r0_0_best
        local.get $arg:1
        local.get $p0_t0
        i32.const 2
        i32.shl
        i32.add
        v128.load
        f32x4.add
        local.set $p0_r0_0_best
        local.get $p0_r0_1_best
        local.get $arg:1
        local.get $p0_t0
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=16
        f32x4.add
        local.set $p0_r0_1_best
        local.get $p0_r0_2_best
        local.get $arg:1
        local.get $p0_t0
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=32
        f32x4.add
        local.set $p0_r0_2_best
        local.get $p0_r0_3_best
        local.get $arg:1
        local.get $p0_t0
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=48
        f32x4.add
        local.set $p0_r0_3_best
        local.get $p0_r0_0
        i32.const 1
        i32.add
        local.set $p0_r0_0
        local.get $p0_r0_0
        i32.const 8
        i32.lt_s
        br_if 0
      end
      local.get $p0_r0_0_best
      local.set $p0_r0_0_2
      local.get $p0_r0_1_best
      local.set $p0_r0_1
      local.get $p0_r0_2_best
      local.set $p0_r0_2
      local.get $p0_r0_3_best
      local.set $p0_r0_3
      local.get $arg:0
      v128.load
      local.set $p0_old0
      local.get $arg:0
      v128.load offset=16
      local.set $p0_old1
      local.get $arg:0
      v128.load offset=32
      local.set $p0_old2
      local.get $arg:0
      v128.load offset=48
      local.set $p0_old3
      local.get $arg:0
      local.get $p0_old0
      local.get $p0_r0_0_2
      local.get $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
      f32x4.mul
      f32x4.sub
      v128.store
      local.get $arg:0
      local.get $p0_old1
      local.get $p0_r0_1
      local.get $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
      f32x4.mul
      f32x4.sub
      v128.store offset=16
      local.get $arg:0
      local.get $p0_old2
      local.get $p0_r0_2
      local.get $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
      f32x4.mul
      f32x4.sub
      v128.store offset=32
      local.get $arg:0
      local.get $p0_old3
      local.get $p0_r0_3
      local.get $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
      f32x4.mul
      f32x4.sub
      v128.store offset=48
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
  i32.const 2
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
      i32.const 4
      i32.mul
      local.set $p1_t0
      local.get $p1_task
      i32.const 1
      i32.lt_s
      if
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.set $p1_r0_0_best
        i32.const 0
        local.set $p1_r0_0
        loop
          local.get $p1_r0_0_best
          local.get $arg:3
          local.get $p1_r0_0
          i32.const 5
          i32.mul
          local.get $p1_t0
          i32.add
          i32.const 2
          i32.shl
          i32.add
          v128.load
          f32x4.add
          local.set $p1_r0_0_best
          local.get $p1_r0_0
          i32.const 1
          i32.add
          local.set $p1_r0_0
          local.get $p1_r0_0
          i32.const 8
          i32.lt_s
          br_if 0
        end
        local.get $p1_r0_0_best
        local.set $p1_r0_0_2
        local.get $arg:2
        local.get $p1_t0
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.set $p1_old0
        local.get $arg:2
        local.get $p1_t0
        i32.const 2
        i32.shl
        i32.add
        local.get $p1_old0
        local.get $p1_r0_0_2
        local.get $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
        f32x4.mul
        f32x4.sub
        v128.store
      else
        i32.const 4
        local.set $p1_last
        loop
          f32.const 0
          local.set $p1_r0t_0_best
          i32.const 0
          local.set $p1_r0_0_3
          loop
            local.get $p1_r0t_0_best
            local.get $arg:3
            local.get $p1_last
            local.get $p1_r0_0_3
            i32.const 5
            i32.mul
            i32.add
            i32.const 2
            i32.shl
            i32.add
            f32.load
            f32.add
            local.set $p1_r0t_0_best
            local.get $p1_r0_0_3
            i32.const 1
            i32.add
            local.set $p1_r0_0_3
            local.get $p1_r0_0_3
            i32.const 8
            i32.lt_s
            br_if 0
          end
          local.get $p1_r0t_0_best
          local.set $p1_r0t_0
          local.get $arg:2
          local.get $p1_last
          i32.const 2
          i32.shl
          i32.add
          f32.load
          local.set $p1_old1
          local.get $arg:2
          local.get $p1_last
          i32.const 2
          i32.shl
          i32.add
          local.get $p1_old1
          local.get $p1_r0t_0
          f32.const 0.10000000149011612
          f32.mul
          f32.sub
          f32.store
          local.get $p1_last
          i32.const 1
          i32.add
          local.set $p1_last
          local.get $p1_last
          i32.const 5
          i32.lt_s
          br_if 0
        end
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
  end
  local.get $begin
  i32.const -3
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
  local.set $p2_begin
  local.get $end
  i32.const -3
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
  local.set $p2_end
  local.get $p2_begin
  local.set $p2_task
  local.get $p2_task
  local.get $p2_end
  i32.lt_s
  if
    loop
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $p2_r0v_best
      i32.const 0
      local.set $p2_r0_0
      loop
        local.get $arg:4
        local.get $p2_r0_0
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.set $p2_t0
        local.get $p2_r0v_best
        local.get $arg:5
        local.get $p2_r0_0
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.get $:c_7fc00000_7fc00000_7fc00000_7fc00000
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.get $p2_t0
        i32x4.le_s
        local.get $p2_t0
        local.get $:c_5_5_5_5
        i32x4.lt_s
        v128.and
        i32x4.relaxed_laneselect
        f32x4.add
        local.set $p2_r0v_best
        local.get $p2_r0_0
        i32.const 4
        i32.add
        local.set $p2_r0_0
        local.get $p2_r0_0
        i32.const 8
        i32.lt_s
        br_if 0
      end
      local.get $p2_r0v_best
      f32x4.extract_lane 0
      local.get $p2_r0v_best
      f32x4.extract_lane 1
      f32.add
      local.get $p2_r0v_best
      f32x4.extract_lane 2
      local.get $p2_r0v_best
      f32x4.extract_lane 3
      f32.add
      f32.add
      local.set $p2_r0
      local.get $arg:6
      local.get $p2_r0
      f32.const 0.125
      f32.mul
      f32.store
      local.get $p2_task
      i32.const 1
      i32.add
      local.set $p2_task
      local.get $p2_task
      local.get $p2_end
      i32.lt_s
      br_if 0
    end
  end)


(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32)
  (local $task i32)
  (local $m0 i32)
  (local $m1 i32)
  (local $t0 i32)
  (local $n0 i32)
  (local $n1 i32)
  (local $k0 i32)
  (local $k1 i32)
  (local $t1 i32)
  (local $t5 i32)
  (local $g0 i32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $q0 i32)
  (local $q1 i32)
  (local $q2 i32)
  (local $q3 i32)
  (local $q4 i32)
  (local $a_k0 i32)
  (local $t2 i32)
  (local $t3 i32)
  (local $t8 i32)
  (local $j i32)
  (local $t4 i32)
  (local $t6 i32)
  (local $t11 i32)
  (local $i i32)
  (local $s0_0 v128)
  (local $s0_1 v128)
  (local $s1_0 v128)
  (local $s1_1 v128)
  (local $s2_0 v128)
  (local $s2_1 v128)
  (local $s3_0 v128)
  (local $s3_1 v128)
  (local $s4_0 v128)
  (local $s4_1 v128)
  (local $t9 i32)
  (local $kk i32)
  (local $t7 i32)
  (local $b0_0 v128)
  (local $b0_1 v128)
  (local $t10 i32)
  (local $a0_0 v128)
  (local $a0_1 v128)
  (local $a0_2 v128)
  (local $a0_3 v128)
  (local $a0_4 v128)
  (local $b1_0 v128)
  (local $b1_1 v128)
  (local $a1_0 v128)
  (local $a1_1 v128)
  (local $a1_2 v128)
  (local $a1_3 v128)
  (local $a1_4 v128)
  (local $b2_0 v128)
  (local $b2_1 v128)
  (local $a2_0 v128)
  (local $a2_1 v128)
  (local $a2_2 v128)
  (local $a2_3 v128)
  (local $a2_4 v128)
  (local $b3_0 v128)
  (local $b3_1 v128)
  (local $a3_0 v128)
  (local $a3_1 v128)
  (local $a3_2 v128)
  (local $a3_3 v128)
  (local $a3_4 v128)
  (local $j_end i32)
  (local $t12 i32)
  (local $er i32)
  (local $er:end i32)
  (local $t13 i32)
  (local $t14 i32)
  (local $en i32)
  (local $whole v128)
  (local $ni i32)
  (local $t15 i32)
  (local $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd v128)
  (local $e0 v128)
  v128.const i32x4 0x3dcccccd 0x3dcccccd 0x3dcccccd 0x3dcccccd
  local.set $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
  local.get $begin
  local.set $task
  local.get $task
  local.get $end
  i32.lt_s
  if
    loop
      i32.const 0
      local.set $m0
      i32.const 20
      local.set $m1
      local.get $task
      i32.const 8
      i32.mul
      local.set $t0
      local.get $t0
      local.set $n0
      local.get $t0
      i32.const 8
      i32.add
      local.set $n1
      i32.const 0
      local.set $k0
      i32.const 8
      local.set $k1
      local.get $k0
      i32.const -20
      i32.mul
      local.set $t1
      local.get $k0
      i32.const 16
      i32.mul
      local.set $t5
      local.get $m0
      local.set $g0
      local.get $g0
      local.get $m1
      i32.lt_s
      if
        loop
          local.get $g0
          local.set $:temporary0
          i32.const 16
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $q0
          local.get $g0
          i32.const 4
          i32.add
          local.set $:temporary0
          i32.const 16
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $q1
          local.get $g0
          i32.const 8
          i32.add
          local.set $:temporary0
          i32.const 16
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $q2
          local.get $g0
          i32.const 12
          i32.add
          local.set $:temporary0
          i32.const 16
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $q3
          i32.const 16
          local.set $q4
          local.get $k0
          local.set $a_k0
          local.get $a_k0
          local.get $k1
          i32.lt_s
          if
            loop
              local.get $a_k0
              i32.const 20
              i32.mul
              local.set $t2
              local.get $t1
              local.get $t2
              i32.add
              local.set $t3
              local.get $scratch:
              local.get $t3
              i32.const 2
              i32.shl
              i32.add
              local.get $arg:1
              local.get $q0
              local.get $t2
              i32.add
              i32.const 2
              i32.shl
              i32.add
              v128.load
              v128.store offset=192
              local.get $scratch:
              local.get $t3
              i32.const 2
              i32.shl
              i32.add
              local.get $arg:1
              local.get $q1
              local.get $t2
              i32.add
              i32.const 2
              i32.shl
              i32.add
              v128.load
              v128.store offset=208
              local.get $scratch:
              local.get $t3
              i32.const 2
              i32.shl
              i32.add
              local.get $arg:1
              local.get $q2
              local.get $t2
              i32.add
              i32.const 2
              i32.shl
              i32.add
              v128.load
              v128.store offset=224
              local.get $scratch:
              local.get $t3
              i32.const 2
              i32.shl
              i32.add
              local.get $arg:1
              local.get $q3
              local.get $t2
              i32.add
              i32.const 2
              i32.shl
              i32.add
              v128.load
              v128.store offset=240
              local.get $scratch:
              local.get $t3
              i32.const 2
              i32.shl
              i32.add
              local.get $arg:1
              local.get $q4
              local.get $t2
              i32.add
              i32.const 2
              i32.shl
              i32.add
              v128.load
              v128.store offset=256
              local.get $a_k0
              i32.const 1
              i32.add
              local.set $a_k0
              local.get $a_k0
              local.get $k1
              i32.lt_s
              br_if 0
            end
          end
          local.get $g0
          i32.const -1
          i32.mul
          local.set $t8
          local.get $n0
          local.set $j
          local.get $j
          local.get $n1
          i32.lt_s
          if
            loop
              local.get $j
              i32.const 8
              i32.add
              local.set $:temporary0
              i32.const 16
              local.set $:temporary1
              local.get $:temporary0
              local.get $:temporary1
              local.get $:temporary0
              local.get $:temporary1
              i32.lt_s
              select
              local.set $t4
              local.get $j
              local.get $t5
              i32.add
              local.set $t6
              local.get $j
              i32.const -1
              i32.mul
              local.set $t11
              local.get $g0
              local.set $i
              local.get $i
              local.get $m1
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
                  v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
                  local.set $s4_0
                  v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
                  local.set $s4_1
                  local.get $i
                  local.get $t8
                  i32.add
                  local.set $t9
                  i32.const 0
                  local.set $kk
                  loop
                    local.get $kk
                    i32.const 16
                    i32.mul
                    local.get $t6
                    i32.add
                    local.set $t7
                    local.get $arg:2
                    local.get $t7
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load
                    local.set $b0_0
                    local.get $arg:2
                    local.get $t7
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=16
                    local.set $b0_1
                    local.get $kk
                    i32.const 20
                    i32.mul
                    local.get $t9
                    i32.add
                    local.set $t10
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=192
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=196
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=200
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=204
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=208
                    local.set $a0_4
                    local.get $a0_4
                    local.get $b0_0
                    local.get $s4_0
                    f32x4.relaxed_madd
                    local.set $s4_0
                    local.get $a0_4
                    local.get $b0_1
                    local.get $s4_1
                    f32x4.relaxed_madd
                    local.set $s4_1
                    local.get $arg:2
                    local.get $t7
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=64
                    local.set $b1_0
                    local.get $arg:2
                    local.get $t7
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=80
                    local.set $b1_1
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=272
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=276
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=280
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=284
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=288
                    local.set $a1_4
                    local.get $a1_4
                    local.get $b1_0
                    local.get $s4_0
                    f32x4.relaxed_madd
                    local.set $s4_0
                    local.get $a1_4
                    local.get $b1_1
                    local.get $s4_1
                    f32x4.relaxed_madd
                    local.set $s4_1
                    local.get $arg:2
                    local.get $t7
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=128
                    local.set $b2_0
                    local.get $arg:2
                    local.get $t7
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=144
                    local.set $b2_1
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=352
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=356
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=360
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=364
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=368
                    local.set $a2_4
                    local.get $a2_4
                    local.get $b2_0
                    local.get $s4_0
                    f32x4.relaxed_madd
                    local.set $s4_0
                    local.get $a2_4
                    local.get $b2_1
                    local.get $s4_1
                    f32x4.relaxed_madd
                    local.set $s4_1
                    local.get $arg:2
                    local.get $t7
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=192
                    local.set $b3_0
                    local.get $arg:2
                    local.get $t7
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=208
                    local.set $b3_1
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=432
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=436
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=440
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=444
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
                    local.get $scratch:
                    local.get $t10
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=448
                    local.set $a3_4
                    local.get $a3_4
                    local.get $b3_0
                    local.get $s4_0
                    f32x4.relaxed_madd
                    local.set $s4_0
                    local.get $a3_4
                    local.get $b3_1
                    local.get $s4_1
                    f32x4.relaxed_madd
                    local.set $s4_1
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
                  local.get $scratch:
                  local.get $s4_0
                  v128.store offset=128
                  local.get $scratch:
                  local.get $s4_1
                  v128.store offset=144
                  local.get $t4
                  local.set $j_end
                  local.get $i
                  i32.const -8
                  i32.mul
                  local.set $t12
                  local.get $i
                  local.set $er
                  local.get $i
                  i32.const 5
                  i32.add
                  local.set $:temporary0
                  local.get $m1
                  local.set $:temporary1
                  local.get $:temporary0
                  local.get $:temporary1
                  local.get $:temporary0
                  local.get $:temporary1
                  i32.lt_s
                  select
                  local.set $er:end
                  local.get $er
                  local.get $er:end
                  i32.lt_s
                  if
                    loop
                      local.get $er
                      i32.const 8
                      i32.mul
                      local.set $t13
                      local.get $er
                      i32.const 16
                      i32.mul
                      local.set $t14
                      local.get $j
                      local.set $en
                      local.get $en
                      local.get $j_end
                      i32.lt_s
                      if
                        loop
                          local.get $scratch:
                          local.get $en
                          local.get $t11
                          i32.add
                          local.get $t12
                          i32.add
                          local.get $t13
                          i32.add
                          i32.const 2
                          i32.shl
                          i32.add
                          v128.load
                          local.set $whole
                          local.get $en
                          local.set $ni
                          local.get $ni
                          local.get $t14
                          i32.add
                          local.set $t15
                          local.get $arg:0
                          local.get $t15
                          i32.const 2
                          i32.shl
                          i32.add
                          v128.load
                          local.get $whole
                          local.get $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
                          f32x4.mul
                          f32x4.sub
                          local.set $e0
                          local.get $arg:0
                          local.get $t15
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
                      local.get $er:end
                      i32.lt_s
                      br_if 0
                    end
                  end
                  local.get $i
                  i32.const 5
                  i32.add
                  local.set $i
                  local.get $i
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
          i32.const 20
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


(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32)
  (local $task i32)
  (local $t0 i32)
  (local $m0 i32)
  (local $m1 i32)
  (local $n0 i32)
  (local $n1 i32)
  (local $k0 i32)
  (local $k1 i32)
  (local $t2 i32)
  (local $t5 i32)
  (local $g0 i32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $t1 i32)
  (local $t8 i32)
  (local $j i32)
  (local $s0_0 v128)
  (local $s0_1 v128)
  (local $s1_0 v128)
  (local $s1_1 v128)
  (local $s2_0 v128)
  (local $s2_1 v128)
  (local $s3_0 v128)
  (local $s3_1 v128)
  (local $t3 i32)
  (local $kk i32)
  (local $t4 i32)
  (local $b0_0 v128)
  (local $b0_1 v128)
  (local $t6 i32)
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
  (local $j_end i32)
  (local $t7 i32)
  (local $er i32)
  (local $t9 i32)
  (local $t10 i32)
  (local $en i32)
  (local $whole v128)
  (local $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd v128)
  (local $t12 v128)
  (local $t13 i32)
  (local $t14 f32)
  (local $t15 i32)
  (local $t16 i32)
  (local $t17 i32)
  (local $t18 i32)
  (local $t19 f32)
  (local $t20 i32)
  (local $t21 f32)
  (local $t22 i32)
  (local $t23 f32)
  (local $ni i32)
  (local $t11 i32)
  (local $e0 v128)
  (local $e0_0 f32)
  (local $e0_1 f32)
  (local $e0_2 f32)
  (local $e0_3 f32)
  v128.const i32x4 0x3dcccccd 0x3dcccccd 0x3dcccccd 0x3dcccccd
  local.set $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
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
      local.get $t0
      local.set $m0
      local.get $t0
      i32.const 8
      i32.add
      local.set $m1
      i32.const 0
      local.set $n0
      i32.const 5
      local.set $n1
      i32.const 0
      local.set $k0
      i32.const 8
      local.set $k1
      local.get $k0
      i32.const 5
      i32.mul
      local.set $t2
      local.get $k0
      i32.const 16
      i32.mul
      local.set $t5
      local.get $m0
      local.set $g0
      local.get $g0
      local.get $m1
      i32.lt_s
      if
        loop
          local.get $g0
          i32.const 4
          i32.add
          local.set $:temporary0
          local.get $m1
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $t1
          local.get $g0
          i32.const -8
          i32.mul
          local.set $t8
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
              local.get $t2
              i32.add
              local.set $t3
              i32.const 0
              local.set $kk
              loop
                local.get $kk
                i32.const 5
                i32.mul
                local.get $t3
                i32.add
                local.set $t4
                local.get $arg:2
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load
                local.set $b0_0
                local.get $arg:2
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=16
                local.set $b0_1
                local.get $kk
                i32.const 16
                i32.mul
                local.get $t5
                i32.add
                local.get $g0
                i32.add
                local.set $t6
                local.get $arg:1
                local.get $t6
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=4
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=8
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=12
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
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=20
                local.set $b1_0
                local.get $arg:2
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=36
                local.set $b1_1
                local.get $arg:1
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=64
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=68
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=72
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=76
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
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=40
                local.set $b2_0
                local.get $arg:2
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=56
                local.set $b2_1
                local.get $arg:1
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=128
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=132
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=136
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=140
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
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=60
                local.set $b3_0
                local.get $arg:2
                local.get $t4
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=76
                local.set $b3_1
                local.get $arg:1
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=192
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=196
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=200
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
                local.get $t6
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=204
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
              i32.const 5
              local.set $j_end
              local.get $j
              i32.const -1
              i32.mul
              local.set $t7
              local.get $g0
              local.set $er
              local.get $er
              local.get $t1
              i32.lt_s
              if
                loop
                  local.get $er
                  i32.const 8
                  i32.mul
                  local.set $t9
                  local.get $er
                  i32.const 5
                  i32.mul
                  local.set $t10
                  local.get $j
                  local.set $en
                  local.get $en
                  local.get $j_end
                  i32.lt_s
                  if
                    loop
                      local.get $scratch:
                      local.get $en
                      local.get $t7
                      i32.add
                      local.get $t8
                      i32.add
                      local.get $t9
                      i32.add
                      i32.const 2
                      i32.shl
                      i32.add
                      v128.load
                      local.set $whole
                      local.get $whole
                      local.get $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
                      f32x4.mul
                      local.set $t12
                      local.get $en
                      local.get $t10
                      i32.add
                      local.set $t13
                      local.get $whole
                      f32x4.extract_lane 0
                      f32.const 0.10000000149011612
                      f32.mul
                      local.set $t14
                      local.get $en
                      i32.const 1
                      i32.add
                      i32.const 5
                      i32.lt_s
                      local.set $t15
                      local.get $en
                      i32.const 2
                      i32.add
                      i32.const 5
                      i32.lt_s
                      local.set $t16
                      local.get $en
                      i32.const 3
                      i32.add
                      i32.const 5
                      i32.lt_s
                      local.set $t17
                      local.get $t13
                      i32.const 1
                      i32.add
                      local.set $t18
                      local.get $whole
                      f32x4.extract_lane 1
                      f32.const 0.10000000149011612
                      f32.mul
                      local.set $t19
                      local.get $t13
                      i32.const 2
                      i32.add
                      local.set $t20
                      local.get $whole
                      f32x4.extract_lane 2
                      f32.const 0.10000000149011612
                      f32.mul
                      local.set $t21
                      local.get $t13
                      i32.const 3
                      i32.add
                      local.set $t22
                      local.get $whole
                      f32x4.extract_lane 3
                      f32.const 0.10000000149011612
                      f32.mul
                      local.set $t23
                      local.get $en
                      i32.const 4
                      i32.add
                      i32.const 5
                      i32.le_s
                      if
                        local.get $en
                        local.set $ni
                        local.get $ni
                        local.get $t10
                        i32.add
                        local.set $t11
                        local.get $arg:0
                        local.get $t11
                        i32.const 2
                        i32.shl
                        i32.add
                        v128.load
                        local.get $t12
                        f32x4.sub
                        local.set $e0
                        local.get $arg:0
                        local.get $t11
                        i32.const 2
                        i32.shl
                        i32.add
                        local.get $e0
                        v128.store
                      else
                        local.get $arg:0
                        local.get $t13
                        i32.const 2
                        i32.shl
                        i32.add
                        f32.load
                        local.get $t14
                        f32.sub
                        local.set $e0_0
                        local.get $arg:0
                        local.get $t13
                        i32.const 2
                        i32.shl
                        i32.add
                        local.get $e0_0
                        f32.store
                        local.get $t15
                        if
                          local.get $arg:0
                          local.get $t18
                          i32.const 2
                          i32.shl
                          i32.add
                          f32.load
                          local.get $t19
                          f32.sub
                          local.set $e0_1
                          local.get $arg:0
                          local.get $t18
                          i32.const 2
                          i32.shl
                          i32.add
                          local.get $e0_1
                          f32.store
                        end
                        local.get $t16
                        if
                          local.get $arg:0
                          local.get $t20
                          i32.const 2
                          i32.shl
                          i32.add
                          f32.load
                          local.get $t21
                          f32.sub
                          local.set $e0_2
                          local.get $arg:0
                          local.get $t20
                          i32.const 2
                          i32.shl
                          i32.add
                          local.get $e0_2
                          f32.store
                        end
                        local.get $t17
                        if
                          local.get $arg:0
                          local.get $t22
                          i32.const 2
                          i32.shl
                          i32.add
                          f32.load
                          local.get $t23
                          f32.sub
                          local.set $e0_3
                          local.get $arg:0
                          local.get $t22
                          i32.const 2
                          i32.shl
                          i32.add
                          local.get $e0_3
                          f32.store
                        end
                      end
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
                  local.get $t1
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
