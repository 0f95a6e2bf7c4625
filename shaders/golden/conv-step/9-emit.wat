(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32) (param $arg:3 i32)
  (local $task i32)
  (local $t0 i32)
  (local $m0 i32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $m1 i32)
  (local $n0 i32)
  (local $n1 i32)
  (local $k0 i32)
  (local $k1 i32)
  (local $t1 i32)
  (local $t17 i32)
  (local $g0 i32)
  (local $r i32)
  (local $t5 i32)
  (local $t8 i32)
  (local $t9 i32)
  (local $t10 i32)
  (local $t13 i32)
  (local $a_k0 i32)
  (local $t2 i32)
  (local $t6 i32)
  (local $t11 i32)
  (local $t12 i32)
  (local $a_k1 i32)
  (local $t3 i32)
  (local $t4 i32)
  (local $t7 i32)
  (local $t14 i32)
  (local $t15 i32)
  (local $a_k2 i32)
  (local $t16 i32)
  (local $t20 i32)
  (local $j i32)
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
  (local $t18 i32)
  (local $kk i32)
  (local $t19 i32)
  (local $b0_0 v128)
  (local $b0_1 v128)
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
  (local $t21 i32)
  (local $er i32)
  (local $t22 i32)
  (local $t23 i32)
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
      local.get $task
      i32.const 65
      i32.mul
      local.set $t0
      local.get $t0
      local.set $m0
      local.get $t0
      i32.const 65
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
      local.set $m1
      i32.const 0
      local.set $n0
      i32.const 8
      local.set $n1
      i32.const 0
      local.set $k0
      i32.const 3
      local.set $k1
      local.get $k0
      i32.const -12
      i32.mul
      local.set $t1
      local.get $k0
      i32.const 96
      i32.mul
      local.set $t17
      local.get $m0
      local.set $g0
      local.get $g0
      local.get $m1
      i32.lt_s
      if
        loop
          i32.const 0
          local.set $r
          loop
            local.get $r
            i32.const 40
            i32.mul
            local.set $t5
            local.get $g0
            local.get $r
            i32.add
            local.set $:temporary0
            i32.const 127
            local.set $:temporary1
            local.get $:temporary0
            local.get $:temporary1
            local.get $:temporary0
            local.get $:temporary1
            i32.lt_s
            select
            local.set $t8
            local.get $t8
            i32.const 4
            i32.mul
            local.set $t9
            local.get $t8
            i32.const 8
            i32.div_s
            i32.const 8
            i32.rem_s
            local.set $t10
            local.get $t8
            i32.const 8
            i32.rem_s
            local.set $t13
            local.get $k0
            local.set $a_k0
            local.get $a_k0
            local.get $k1
            i32.lt_s
            if
              loop
                local.get $a_k0
                i32.const 12
                i32.mul
                local.get $t1
                i32.add
                local.set $t2
                local.get $a_k0
                i32.const 32
                i32.mul
                local.set $t6
                local.get $a_k0
                local.get $t10
                i32.add
                i32.const -1
                i32.add
                local.set $t11
                i32.const 0
                local.get $t11
                i32.le_s
                local.get $t11
                i32.const 8
                i32.lt_s
                i32.and
                local.set $t12
                i32.const 0
                local.set $a_k1
                loop
                  local.get $a_k1
                  i32.const 4
                  i32.mul
                  local.set $t3
                  local.get $t2
                  local.get $t3
                  i32.add
                  local.set $t4
                  local.get $t3
                  local.get $t6
                  i32.add
                  local.set $t7
                  local.get $a_k1
                  local.get $t13
                  i32.add
                  i32.const -1
                  i32.add
                  local.set $t14
                  local.get $t12
                  i32.const 0
                  local.get $t14
                  i32.le_s
                  local.get $t14
                  i32.const 8
                  i32.lt_s
                  i32.and
                  i32.and
                  local.set $t15
                  i32.const 0
                  local.set $a_k2
                  loop
                    local.get $scratch:
                    local.get $a_k2
                    local.get $t4
                    i32.add
                    local.get $t5
                    i32.add
                    i32.const 2
                    i32.shl
                    i32.add
                    local.get $arg:0
                    local.get $a_k2
                    local.get $t7
                    i32.add
                    local.get $t9
                    i32.add
                    i32.const -36
                    i32.add
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load
                    i32.const 0
                    local.get $t15
                    i32.sub
                    i32x4.splat
                    v128.and
                    v128.store offset=192
                    local.get $a_k2
                    i32.const 4
                    i32.add
                    local.set $a_k2
                    local.get $a_k2
                    i32.const 4
                    i32.lt_s
                    br_if 0
                  end
                  local.get $a_k1
                  i32.const 1
                  i32.add
                  local.set $a_k1
                  local.get $a_k1
                  i32.const 3
                  i32.lt_s
                  br_if 0
                end
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
            local.get $r
            i32.const 1
            i32.add
            local.set $r
            local.get $r
            i32.const 5
            i32.lt_s
            br_if 0
          end
          local.get $g0
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
          local.set $t16
          local.get $g0
          i32.const -8
          i32.mul
          local.set $t20
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
              v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
              local.set $s4_0
              v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
              local.set $s4_1
              local.get $j
              local.get $t17
              i32.add
              local.set $t18
              i32.const 0
              local.set $kk
              loop
                local.get $kk
                i32.const 8
                i32.mul
                local.get $t18
                i32.add
                local.set $t19
                local.get $arg:1
                local.get $t19
                i32.const 2
                i32.shl
                i32.add
                v128.load
                local.set $b0_0
                local.get $arg:1
                local.get $t19
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=16
                local.set $b0_1
                local.get $scratch:
                local.get $kk
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=352
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=512
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=672
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=832
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
                local.get $arg:1
                local.get $t19
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=32
                local.set $b1_0
                local.get $arg:1
                local.get $t19
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=48
                local.set $b1_1
                local.get $scratch:
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=196
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=356
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=516
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=676
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=836
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
                local.get $arg:1
                local.get $t19
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=64
                local.set $b2_0
                local.get $arg:1
                local.get $t19
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=80
                local.set $b2_1
                local.get $scratch:
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=200
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=360
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=520
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=680
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=840
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
                local.get $arg:1
                local.get $t19
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=96
                local.set $b3_0
                local.get $arg:1
                local.get $t19
                i32.const 2
                i32.shl
                i32.add
                v128.load offset=112
                local.set $b3_1
                local.get $scratch:
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=204
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=364
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=524
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=684
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
                local.get $kk
                i32.const 2
                i32.shl
                i32.add
                v128.load32_splat offset=844
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
                i32.const 36
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
              i32.const 8
              local.set $j_end
              local.get $j
              i32.const -1
              i32.mul
              local.get $t20
              i32.add
              local.set $t21
              local.get $g0
              local.set $er
              local.get $er
              local.get $t16
              i32.lt_s
              if
                loop
                  local.get $er
                  i32.const 8
                  i32.mul
                  local.set $t22
                  local.get $t21
                  local.get $t22
                  i32.add
                  local.set $t23
                  local.get $j
                  local.set $en
                  local.get $en
                  local.get $j_end
                  i32.lt_s
                  if
                    loop
                      local.get $scratch:
                      local.get $en
                      local.get $t23
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
                      local.get $t22
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
                  local.get $t16
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
          i32.const 5
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
  (local $t2 i32)
  (local $t3 i32)
  (local $i3 i32)
  (local $t1 i32)
  (local $t4 i32)
  (local $:c_3b800000_3b800000_3b800000_3b800000 v128)
  (local $:c_40000000_40000000_40000000_40000000 v128)
  v128.const i32x4 0x3b800000 0x3b800000 0x3b800000 0x3b800000
  local.set $:c_3b800000_3b800000_3b800000_3b800000
  v128.const i32x4 0x40000000 0x40000000 0x40000000 0x40000000
  local.set $:c_40000000_40000000_40000000_40000000
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
      i32.const 4
      i32.div_s
      i32.const 128
      i32.mul
      local.set $t2
      local.get $task
      i32.const 4
      i32.rem_s
      i32.const 16
      i32.mul
      local.set $t3
      i32.const 0
      local.set $i3
      loop
        local.get $i3
        local.get $t0
        i32.add
        local.set $t1
        local.get $i3
        local.get $t2
        i32.add
        local.get $t3
        i32.add
        local.set $t4
        local.get $arg:2
        local.get $t1
        i32.const 2
        i32.shl
        i32.add
        local.get $:c_3b800000_3b800000_3b800000_3b800000
        local.get $:c_40000000_40000000_40000000_40000000
        local.get $arg:0
        local.get $t4
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.get $arg:0
        local.get $t4
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=32
        f32x4.max
        local.get $arg:0
        local.get $t4
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=256
        f32x4.max
        local.get $arg:0
        local.get $t4
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=288
        f32x4.max
        local.get $arg:1
        local.get $t1
        i32.const 2
        i32.shl
        i32.add
        v128.load
        f32x4.sub
        f32x4.mul
        f32x4.mul
        v128.store
        local.get $i3
        i32.const 4
        i32.add
        local.set $i3
        local.get $i3
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


(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32)
  (local $task i32)
  (local $t0 i32)
  (local $t2 i32)
  (local $t3 i32)
  (local $t4 i32)
  (local $t5 i32)
  (local $t6 i32)
  (local $t7 i32)
  (local $t8 i32)
  (local $t17 v128)
  (local $t18 i32)
  (local $t19 i32)
  (local $t20 i32)
  (local $i3 i32)
  (local $t1 i32)
  (local $t9 i32)
  (local $t10 v128)
  (local $:c_ff800000_ff800000_ff800000_ff800000 v128)
  (local $t11 v128)
  (local $t12 v128)
  (local $t13 v128)
  (local $t14 v128)
  (local $t15 v128)
  (local $t16 v128)
  (local $:c_3_3_3_3 v128)
  (local $:c_2_2_2_2 v128)
  (local $:c_1_1_1_1 v128)
  v128.const i32x4 0xff800000 0xff800000 0xff800000 0xff800000
  local.set $:c_ff800000_ff800000_ff800000_ff800000
  v128.const i32x4 0x00000003 0x00000003 0x00000003 0x00000003
  local.set $:c_3_3_3_3
  v128.const i32x4 0x00000002 0x00000002 0x00000002 0x00000002
  local.set $:c_2_2_2_2
  v128.const i32x4 0x00000001 0x00000001 0x00000001 0x00000001
  local.set $:c_1_1_1_1
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
      i32.const 64
      i32.div_s
      local.set $t2
      local.get $t2
      i32.const 512
      i32.mul
      local.set $t3
      local.get $task
      i32.const 8
      i32.div_s
      local.set $t4
      local.get $t4
      i32.const 8
      i32.rem_s
      i32.const 2
      i32.div_s
      local.set $t5
      local.get $t5
      i32.const 128
      i32.mul
      local.set $t6
      local.get $task
      i32.const 8
      i32.rem_s
      i32.const 2
      i32.div_s
      local.set $t7
      local.get $t7
      i32.const 16
      i32.mul
      local.set $t8
      local.get $task
      i32.const 2
      i32.rem_s
      local.get $t4
      i32.const 2
      i32.rem_s
      i32.const 2
      i32.mul
      i32.add
      i32x4.splat
      local.set $t17
      local.get $t2
      i32.const 128
      i32.mul
      local.set $t18
      local.get $t5
      i32.const 32
      i32.mul
      local.set $t19
      local.get $t7
      i32.const 8
      i32.mul
      local.set $t20
      i32.const 0
      local.set $i3
      loop
        local.get $i3
        local.get $t0
        i32.add
        local.set $t1
        local.get $i3
        local.get $t3
        i32.add
        local.get $t6
        i32.add
        local.get $t8
        i32.add
        local.set $t9
        local.get $arg:0
        local.get $t9
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.set $t10
        local.get $t10
        local.get $:c_ff800000_ff800000_ff800000_ff800000
        local.get $:c_ff800000_ff800000_ff800000_ff800000
        local.get $t10
        f32x4.lt
        i32x4.relaxed_laneselect
        local.set $t11
        local.get $arg:0
        local.get $t9
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=32
        local.set $t12
        local.get $t11
        local.get $t12
        f32x4.lt
        local.set $t13
        local.get $t12
        local.get $t11
        local.get $t13
        i32x4.relaxed_laneselect
        local.set $t14
        local.get $arg:0
        local.get $t9
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=256
        local.set $t15
        local.get $t14
        local.get $t15
        f32x4.lt
        local.set $t16
        local.get $arg:2
        local.get $t1
        i32.const 2
        i32.shl
        i32.add
        local.get $arg:1
        local.get $i3
        local.get $t18
        i32.add
        local.get $t19
        i32.add
        local.get $t20
        i32.add
        i32.const 2
        i32.shl
        i32.add
        v128.load
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.get $:c_3_3_3_3
        local.get $:c_2_2_2_2
        local.get $:c_1_1_1_1
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.get $t13
        i32x4.relaxed_laneselect
        local.get $t16
        i32x4.relaxed_laneselect
        local.get $t15
        local.get $t14
        local.get $t16
        i32x4.relaxed_laneselect
        local.get $arg:0
        local.get $t9
        i32.const 2
        i32.shl
        i32.add
        v128.load offset=288
        f32x4.lt
        i32x4.relaxed_laneselect
        local.get $t17
        i32x4.eq
        i32x4.relaxed_laneselect
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.get $arg:0
        local.get $t1
        i32.const 2
        i32.shl
        i32.add
        v128.load
        f32x4.lt
        i32x4.relaxed_laneselect
        v128.store
        local.get $i3
        i32.const 4
        i32.add
        local.set $i3
        local.get $i3
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


(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32) (param $arg:3 i32) (param $arg:4 i32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $p0_begin i32)
  (local $p0_end i32)
  (local $p0_task i32)
  (local $p0_r0_0_best v128)
  (local $p0_r0_1_best v128)
  (local $p0_r0_2 i32)
  (local $p0_t0 i32)
  (local $p0_r0_0 v128)
  (local $p0_r0_1 v128)
  (local $p0_old0 v128)
  (local $p0_old1 v128)
  (local $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd v128)
  (local $p1_begin i32)
  (local $p1_end i32)
  (local $p1_task i32)
  (local $p1_r0v_best v128)
  (local $p1_r0_1 i32)
  (local $p1_t0 i32)
  (local $p1_t3 i32)
  (local $p1_r0_2 i32)
  (local $p1_t1 i32)
  (local $p1_t4 i32)
  (local $p1_r0_3 i32)
  (local $p1_t2 i32)
  (local $p1_t5 v128)
  (local $p1_r0 f32)
  v128.const i32x4 0x3dcccccd 0x3dcccccd 0x3dcccccd 0x3dcccccd
  local.set $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
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
      i32.const 0
      local.set $p0_r0_2
      loop
        local.get $p0_r0_2
        i32.const 8
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
        local.get $p0_r0_2
        i32.const 1
        i32.add
        local.set $p0_r0_2
        local.get $p0_r0_2
        i32.const 128
        i32.lt_s
        br_if 0
      end
      local.get $p0_r0_0_best
      local.set $p0_r0_0
      local.get $p0_r0_1_best
      local.set $p0_r0_1
      local.get $arg:0
      v128.load
      local.set $p0_old0
      local.get $arg:0
      v128.load offset=16
      local.set $p0_old1
      local.get $arg:0
      local.get $p0_old0
      local.get $p0_r0_0
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
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $p1_r0v_best
      i32.const 0
      local.set $p1_r0_1
      loop
        local.get $p1_r0_1
        i32.const 128
        i32.mul
        local.set $p1_t0
        local.get $p1_r0_1
        i32.const 32
        i32.mul
        local.set $p1_t3
        i32.const 0
        local.set $p1_r0_2
        loop
          local.get $p1_r0_2
          i32.const 16
          i32.mul
          local.get $p1_t0
          i32.add
          local.set $p1_t1
          local.get $p1_r0_2
          i32.const 8
          i32.mul
          local.get $p1_t3
          i32.add
          local.set $p1_t4
          i32.const 0
          local.set $p1_r0_3
          loop
            local.get $p1_r0_3
            local.get $p1_t1
            i32.add
            local.set $p1_t2
            local.get $arg:2
            local.get $p1_t2
            i32.const 2
            i32.shl
            i32.add
            v128.load
            local.get $arg:2
            local.get $p1_t2
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=32
            f32x4.max
            local.get $arg:2
            local.get $p1_t2
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=256
            f32x4.max
            local.get $arg:2
            local.get $p1_t2
            i32.const 2
            i32.shl
            i32.add
            v128.load offset=288
            f32x4.max
            local.get $arg:3
            local.get $p1_r0_3
            local.get $p1_t4
            i32.add
            i32.const 2
            i32.shl
            i32.add
            v128.load
            f32x4.sub
            local.set $p1_t5
            local.get $p1_r0v_best
            local.get $p1_t5
            local.get $p1_t5
            f32x4.mul
            f32x4.add
            local.set $p1_r0v_best
            local.get $p1_r0_3
            i32.const 4
            i32.add
            local.set $p1_r0_3
            local.get $p1_r0_3
            i32.const 8
            i32.lt_s
            br_if 0
          end
          local.get $p1_r0_2
          i32.const 1
          i32.add
          local.set $p1_r0_2
          local.get $p1_r0_2
          i32.const 4
          i32.lt_s
          br_if 0
        end
        local.get $p1_r0_1
        i32.const 1
        i32.add
        local.set $p1_r0_1
        local.get $p1_r0_1
        i32.const 8
        i32.lt_s
        br_if 0
      end
      local.get $p1_r0v_best
      f32x4.extract_lane 0
      local.get $p1_r0v_best
      f32x4.extract_lane 1
      f32.add
      local.get $p1_r0v_best
      f32x4.extract_lane 2
      local.get $p1_r0v_best
      f32x4.extract_lane 3
      f32.add
      f32.add
      local.set $p1_r0
      local.get $arg:4
      local.get $p1_r0
      f32.const 0.00390625
      f32.mul
      f32.store
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


(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32)
  (local $task i32)
  (local $t0 i32)
  (local $m0 i32)
  (local $:temporary0 i32)
  (local $:temporary1 i32)
  (local $m1 i32)
  (local $n0 i32)
  (local $n1 i32)
  (local $k0 i32)
  (local $k1 i32)
  (local $t7 i32)
  (local $t54 i32)
  (local $g0 i32)
  (local $t1 i32)
  (local $q0 i32)
  (local $t2 i32)
  (local $q1 i32)
  (local $t3 i32)
  (local $q2 i32)
  (local $t4 i32)
  (local $q3 i32)
  (local $t5 i32)
  (local $q4 i32)
  (local $t6 i32)
  (local $q5 i32)
  (local $t14 i32)
  (local $t15 i32)
  (local $t16 i32)
  (local $t17 i32)
  (local $t21 i32)
  (local $t22 i32)
  (local $t23 i32)
  (local $t24 i32)
  (local $t28 i32)
  (local $t29 i32)
  (local $t30 i32)
  (local $t31 i32)
  (local $t35 i32)
  (local $t36 i32)
  (local $t37 i32)
  (local $t38 i32)
  (local $t41 i32)
  (local $t42 i32)
  (local $t43 i32)
  (local $t44 i32)
  (local $t47 i32)
  (local $t48 i32)
  (local $t49 i32)
  (local $t50 i32)
  (local $a_k0 i32)
  (local $t8 i32)
  (local $t11 i32)
  (local $a_k1 i32)
  (local $t9 i32)
  (local $t12 i32)
  (local $t18 i32)
  (local $t19 i32)
  (local $t25 i32)
  (local $t26 i32)
  (local $t32 i32)
  (local $t33 i32)
  (local $t39 i32)
  (local $t45 i32)
  (local $t51 i32)
  (local $a_k2 i32)
  (local $t10 i32)
  (local $t13 i32)
  (local $t20 i32)
  (local $t27 i32)
  (local $t34 i32)
  (local $t40 i32)
  (local $t46 i32)
  (local $t52 i32)
  (local $t53 i32)
  (local $t57 i32)
  (local $j i32)
  (local $t55 i32)
  (local $t60 i32)
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
  (local $s5_0 v128)
  (local $s5_1 v128)
  (local $t58 i32)
  (local $kk i32)
  (local $t56 i32)
  (local $b0_0 v128)
  (local $b0_1 v128)
  (local $t59 i32)
  (local $a0_0 v128)
  (local $a0_1 v128)
  (local $a0_2 v128)
  (local $a0_3 v128)
  (local $a0_4 v128)
  (local $a0_5 v128)
  (local $b1_0 v128)
  (local $b1_1 v128)
  (local $a1_0 v128)
  (local $a1_1 v128)
  (local $a1_2 v128)
  (local $a1_3 v128)
  (local $a1_4 v128)
  (local $a1_5 v128)
  (local $b2_0 v128)
  (local $b2_1 v128)
  (local $a2_0 v128)
  (local $a2_1 v128)
  (local $a2_2 v128)
  (local $a2_3 v128)
  (local $a2_4 v128)
  (local $a2_5 v128)
  (local $b3_0 v128)
  (local $b3_1 v128)
  (local $a3_0 v128)
  (local $a3_1 v128)
  (local $a3_2 v128)
  (local $a3_3 v128)
  (local $a3_4 v128)
  (local $a3_5 v128)
  (local $j_end i32)
  (local $t61 i32)
  (local $er i32)
  (local $er:end i32)
  (local $t62 i32)
  (local $en i32)
  (local $whole v128)
  (local $ni i32)
  (local $t63 i32)
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
      local.get $task
      i32.const 24
      i32.mul
      local.set $t0
      local.get $t0
      local.set $m0
      local.get $t0
      i32.const 24
      i32.add
      local.set $:temporary0
      i32.const 36
      local.set $:temporary1
      local.get $:temporary0
      local.get $:temporary1
      local.get $:temporary0
      local.get $:temporary1
      i32.lt_s
      select
      local.set $m1
      i32.const 0
      local.set $n0
      i32.const 8
      local.set $n1
      i32.const 0
      local.set $k0
      i32.const 2
      local.set $k1
      local.get $k0
      i32.const -1536
      i32.mul
      local.set $t7
      local.get $k0
      i32.const 512
      i32.mul
      local.set $t54
      local.get $m0
      local.set $g0
      local.get $g0
      local.get $m1
      i32.lt_s
      if
        loop
          local.get $g0
          local.set $:temporary0
          i32.const 32
          local.set $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          local.get $:temporary0
          local.get $:temporary1
          i32.lt_s
          select
          local.set $t1
          local.get $t1
          i32.const 4
          i32.rem_s
          local.set $q0
          local.get $g0
          i32.const 4
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
          local.set $t2
          local.get $t2
          i32.const 4
          i32.rem_s
          local.set $q1
          local.get $g0
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
          local.set $t3
          local.get $t3
          i32.const 4
          i32.rem_s
          local.set $q2
          local.get $g0
          i32.const 12
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
          local.set $t4
          local.get $t4
          i32.const 4
          i32.rem_s
          local.set $q3
          local.get $g0
          i32.const 16
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
          local.set $t5
          local.get $t5
          i32.const 4
          i32.rem_s
          local.set $q4
          local.get $g0
          i32.const 20
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
          local.set $t6
          local.get $t6
          i32.const 4
          i32.rem_s
          local.set $q5
          local.get $t1
          i32.const 12
          i32.div_s
          local.set $t14
          local.get $t14
          i32.const 32
          i32.mul
          local.set $t15
          local.get $t1
          i32.const 4
          i32.div_s
          i32.const 3
          i32.rem_s
          local.set $t16
          local.get $t16
          i32.const 4
          i32.mul
          local.set $t17
          local.get $t2
          i32.const 12
          i32.div_s
          local.set $t21
          local.get $t21
          i32.const 32
          i32.mul
          local.set $t22
          local.get $t2
          i32.const 4
          i32.div_s
          i32.const 3
          i32.rem_s
          local.set $t23
          local.get $t23
          i32.const 4
          i32.mul
          local.set $t24
          local.get $t3
          i32.const 12
          i32.div_s
          local.set $t28
          local.get $t28
          i32.const 32
          i32.mul
          local.set $t29
          local.get $t3
          i32.const 4
          i32.div_s
          i32.const 3
          i32.rem_s
          local.set $t30
          local.get $t30
          i32.const 4
          i32.mul
          local.set $t31
          local.get $t4
          i32.const 12
          i32.div_s
          local.set $t35
          local.get $t35
          i32.const 32
          i32.mul
          local.set $t36
          local.get $t4
          i32.const 4
          i32.div_s
          i32.const 3
          i32.rem_s
          local.set $t37
          local.get $t37
          i32.const 4
          i32.mul
          local.set $t38
          local.get $t5
          i32.const 12
          i32.div_s
          local.set $t41
          local.get $t41
          i32.const 32
          i32.mul
          local.set $t42
          local.get $t5
          i32.const 4
          i32.div_s
          i32.const 3
          i32.rem_s
          local.set $t43
          local.get $t43
          i32.const 4
          i32.mul
          local.set $t44
          local.get $t6
          i32.const 12
          i32.div_s
          local.set $t47
          local.get $t47
          i32.const 32
          i32.mul
          local.set $t48
          local.get $t6
          i32.const 4
          i32.div_s
          i32.const 3
          i32.rem_s
          local.set $t49
          local.get $t49
          i32.const 4
          i32.mul
          local.set $t50
          local.get $k0
          local.set $a_k0
          local.get $a_k0
          local.get $k1
          i32.lt_s
          if
            loop
              local.get $a_k0
              i32.const 1536
              i32.mul
              local.get $t7
              i32.add
              local.set $t8
              local.get $a_k0
              i32.const 256
              i32.mul
              local.set $t11
              i32.const 0
              local.set $a_k1
              loop
                local.get $a_k1
                i32.const 192
                i32.mul
                local.get $t8
                i32.add
                local.set $t9
                local.get $a_k1
                i32.const 32
                i32.mul
                local.get $t11
                i32.add
                local.set $t12
                local.get $a_k1
                local.get $t14
                i32.add
                i32.const -1
                i32.add
                local.set $t18
                i32.const 0
                local.get $t18
                i32.le_s
                local.get $t18
                i32.const 8
                i32.lt_s
                i32.and
                local.set $t19
                local.get $a_k1
                local.get $t21
                i32.add
                i32.const -1
                i32.add
                local.set $t25
                i32.const 0
                local.get $t25
                i32.le_s
                local.get $t25
                i32.const 8
                i32.lt_s
                i32.and
                local.set $t26
                local.get $a_k1
                local.get $t28
                i32.add
                i32.const -1
                i32.add
                local.set $t32
                i32.const 0
                local.get $t32
                i32.le_s
                local.get $t32
                i32.const 8
                i32.lt_s
                i32.and
                local.set $t33
                local.get $a_k1
                local.get $t35
                i32.add
                i32.const -1
                i32.add
                i32.const 8
                i32.lt_s
                local.set $t39
                local.get $a_k1
                local.get $t41
                i32.add
                i32.const -1
                i32.add
                i32.const 8
                i32.lt_s
                local.set $t45
                local.get $a_k1
                local.get $t47
                i32.add
                i32.const -1
                i32.add
                i32.const 8
                i32.lt_s
                local.set $t51
                i32.const 0
                local.set $a_k2
                loop
                  local.get $a_k2
                  i32.const 24
                  i32.mul
                  local.get $t9
                  i32.add
                  local.set $t10
                  local.get $a_k2
                  i32.const 4
                  i32.mul
                  local.get $t12
                  i32.add
                  local.set $t13
                  local.get $a_k2
                  local.get $t16
                  i32.add
                  i32.const -1
                  i32.add
                  local.set $t20
                  local.get $scratch:
                  local.get $t10
                  i32.const 2
                  i32.shl
                  i32.add
                  local.get $t19
                  i32.const 0
                  local.get $t20
                  i32.le_s
                  local.get $t20
                  i32.const 8
                  i32.lt_s
                  i32.and
                  i32.and
                  local.set $:temporary0
                  local.get $arg:1
                  local.get $q0
                  local.get $t13
                  i32.add
                  local.get $t15
                  i32.add
                  local.get $t17
                  i32.add
                  i32.const -36
                  i32.add
                  i32.const 2
                  i32.shl
                  i32.add
                  v128.load
                  i32.const 0
                  local.get $:temporary0
                  i32.sub
                  i32x4.splat
                  v128.and
                  v128.store offset=192
                  local.get $a_k2
                  local.get $t23
                  i32.add
                  i32.const -1
                  i32.add
                  local.set $t27
                  local.get $scratch:
                  local.get $t10
                  i32.const 2
                  i32.shl
                  i32.add
                  local.get $t26
                  i32.const 0
                  local.get $t27
                  i32.le_s
                  local.get $t27
                  i32.const 8
                  i32.lt_s
                  i32.and
                  i32.and
                  local.set $:temporary0
                  local.get $arg:1
                  local.get $q1
                  local.get $t13
                  i32.add
                  local.get $t22
                  i32.add
                  local.get $t24
                  i32.add
                  i32.const -36
                  i32.add
                  i32.const 2
                  i32.shl
                  i32.add
                  v128.load
                  i32.const 0
                  local.get $:temporary0
                  i32.sub
                  i32x4.splat
                  v128.and
                  v128.store offset=208
                  local.get $a_k2
                  local.get $t30
                  i32.add
                  i32.const -1
                  i32.add
                  local.set $t34
                  local.get $scratch:
                  local.get $t10
                  i32.const 2
                  i32.shl
                  i32.add
                  local.get $t33
                  i32.const 0
                  local.get $t34
                  i32.le_s
                  local.get $t34
                  i32.const 8
                  i32.lt_s
                  i32.and
                  i32.and
                  local.set $:temporary0
                  local.get $arg:1
                  local.get $q2
                  local.get $t13
                  i32.add
                  local.get $t29
                  i32.add
                  local.get $t31
                  i32.add
                  i32.const -36
                  i32.add
                  i32.const 2
                  i32.shl
                  i32.add
                  v128.load
                  i32.const 0
                  local.get $:temporary0
                  i32.sub
                  i32x4.splat
                  v128.and
                  v128.store offset=224
                  local.get $a_k2
                  local.get $t37
                  i32.add
                  i32.const -1
                  i32.add
                  local.set $t40
                  local.get $scratch:
                  local.get $t10
                  i32.const 2
                  i32.shl
                  i32.add
                  local.get $t39
                  i32.const 0
                  local.get $t40
                  i32.le_s
                  local.get $t40
                  i32.const 8
                  i32.lt_s
                  i32.and
                  i32.and
                  local.set $:temporary0
                  local.get $arg:1
                  local.get $q3
                  local.get $t13
                  i32.add
                  local.get $t36
                  i32.add
                  local.get $t38
                  i32.add
                  i32.const -36
                  i32.add
                  i32.const 2
                  i32.shl
                  i32.add
                  v128.load
                  i32.const 0
                  local.get $:temporary0
                  i32.sub
                  i32x4.splat
                  v128.and
                  v128.store offset=240
                  local.get $a_k2
                  local.get $t43
                  i32.add
                  i32.const -1
                  i32.add
                  local.set $t46
                  local.get $scratch:
                  local.get $t10
                  i32.const 2
                  i32.shl
                  i32.add
                  local.get $t45
                  i32.const 0
                  local.get $t46
                  i32.le_s
                  local.get $t46
                  i32.const 8
                  i32.lt_s
                  i32.and
                  i32.and
                  local.set $:temporary0
                  local.get $arg:1
                  local.get $q4
                  local.get $t13
                  i32.add
                  local.get $t42
                  i32.add
                  local.get $t44
                  i32.add
                  i32.const -36
                  i32.add
                  i32.const 2
                  i32.shl
                  i32.add
                  v128.load
                  i32.const 0
                  local.get $:temporary0
                  i32.sub
                  i32x4.splat
                  v128.and
                  v128.store offset=256
                  local.get $a_k2
                  local.get $t49
                  i32.add
                  i32.const -1
                  i32.add
                  local.set $t52
                  local.get $scratch:
                  local.get $t10
                  i32.const 2
                  i32.shl
                  i32.add
                  local.get $t51
                  i32.const 0
                  local.get $t52
                  i32.le_s
                  local.get $t52
                  i32.const 8
                  i32.lt_s
                  i32.and
                  i32.and
                  local.set $:temporary0
                  local.get $arg:1
                  local.get $q5
                  local.get $t13
                  i32.add
                  local.get $t48
                  i32.add
                  local.get $t50
                  i32.add
                  i32.const -36
                  i32.add
                  i32.const 2
                  i32.shl
                  i32.add
                  v128.load
                  i32.const 0
                  local.get $:temporary0
                  i32.sub
                  i32x4.splat
                  v128.and
                  v128.store offset=272
                  local.get $a_k2
                  i32.const 1
                  i32.add
                  local.set $a_k2
                  local.get $a_k2
                  i32.const 8
                  i32.lt_s
                  br_if 0
                end
                local.get $a_k1
                i32.const 1
                i32.add
                local.set $a_k1
                local.get $a_k1
                i32.const 8
                i32.lt_s
                br_if 0
              end
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
          i32.const 24
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
          local.set $t53
          local.get $g0
          i32.const -1
          i32.mul
          local.set $t57
          local.get $n0
          local.set $j
          local.get $j
          local.get $n1
          i32.lt_s
          if
            loop
              local.get $j
              local.get $t54
              i32.add
              local.set $t55
              local.get $j
              i32.const -1
              i32.mul
              local.set $t60
              local.get $g0
              local.set $i
              local.get $i
              local.get $t53
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
                  v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
                  local.set $s5_0
                  v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
                  local.set $s5_1
                  local.get $i
                  local.get $t57
                  i32.add
                  local.set $t58
                  i32.const 0
                  local.set $kk
                  loop
                    local.get $kk
                    i32.const 8
                    i32.mul
                    local.get $t55
                    i32.add
                    local.set $t56
                    local.get $arg:2
                    local.get $t56
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load
                    local.set $b0_0
                    local.get $arg:2
                    local.get $t56
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=16
                    local.set $b0_1
                    local.get $kk
                    i32.const 24
                    i32.mul
                    local.get $t58
                    i32.add
                    local.set $t59
                    local.get $scratch:
                    local.get $t59
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
                    local.get $t59
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
                    local.get $t59
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
                    local.get $t59
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
                    local.get $t59
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
                    local.get $scratch:
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=212
                    local.set $a0_5
                    local.get $a0_5
                    local.get $b0_0
                    local.get $s5_0
                    f32x4.relaxed_madd
                    local.set $s5_0
                    local.get $a0_5
                    local.get $b0_1
                    local.get $s5_1
                    f32x4.relaxed_madd
                    local.set $s5_1
                    local.get $arg:2
                    local.get $t56
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=32
                    local.set $b1_0
                    local.get $arg:2
                    local.get $t56
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=48
                    local.set $b1_1
                    local.get $scratch:
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=288
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=292
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=296
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=300
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=304
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
                    local.get $scratch:
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=308
                    local.set $a1_5
                    local.get $a1_5
                    local.get $b1_0
                    local.get $s5_0
                    f32x4.relaxed_madd
                    local.set $s5_0
                    local.get $a1_5
                    local.get $b1_1
                    local.get $s5_1
                    f32x4.relaxed_madd
                    local.set $s5_1
                    local.get $arg:2
                    local.get $t56
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=64
                    local.set $b2_0
                    local.get $arg:2
                    local.get $t56
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=80
                    local.set $b2_1
                    local.get $scratch:
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=384
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=388
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=392
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=396
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=400
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
                    local.get $scratch:
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=404
                    local.set $a2_5
                    local.get $a2_5
                    local.get $b2_0
                    local.get $s5_0
                    f32x4.relaxed_madd
                    local.set $s5_0
                    local.get $a2_5
                    local.get $b2_1
                    local.get $s5_1
                    f32x4.relaxed_madd
                    local.set $s5_1
                    local.get $arg:2
                    local.get $t56
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=96
                    local.set $b3_0
                    local.get $arg:2
                    local.get $t56
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load offset=112
                    local.set $b3_1
                    local.get $scratch:
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=480
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=484
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=488
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=492
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
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=496
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
                    local.get $scratch:
                    local.get $t59
                    i32.const 2
                    i32.shl
                    i32.add
                    v128.load32_splat offset=500
                    local.set $a3_5
                    local.get $a3_5
                    local.get $b3_0
                    local.get $s5_0
                    f32x4.relaxed_madd
                    local.set $s5_0
                    local.get $a3_5
                    local.get $b3_1
                    local.get $s5_1
                    f32x4.relaxed_madd
                    local.set $s5_1
                    local.get $kk
                    i32.const 4
                    i32.add
                    local.set $kk
                    local.get $kk
                    i32.const 128
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
                  local.get $scratch:
                  local.get $s5_0
                  v128.store offset=160
                  local.get $scratch:
                  local.get $s5_1
                  v128.store offset=176
                  i32.const 8
                  local.set $j_end
                  local.get $i
                  i32.const -8
                  i32.mul
                  local.set $t61
                  local.get $i
                  local.set $er
                  local.get $i
                  i32.const 6
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
                      local.set $t62
                      local.get $j
                      local.set $en
                      local.get $en
                      local.get $j_end
                      i32.lt_s
                      if
                        loop
                          local.get $scratch:
                          local.get $en
                          local.get $t60
                          i32.add
                          local.get $t61
                          i32.add
                          local.get $t62
                          i32.add
                          i32.const 2
                          i32.shl
                          i32.add
                          v128.load
                          local.set $whole
                          local.get $en
                          local.set $ni
                          local.get $ni
                          local.get $t62
                          i32.add
                          local.set $t63
                          local.get $arg:0
                          local.get $t63
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
                          local.get $t63
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
                  i32.const 6
                  i32.add
                  local.set $i
                  local.get $i
                  local.get $t53
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
          i32.const 24
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
