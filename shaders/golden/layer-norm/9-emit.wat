(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32) (param $arg:3 i32)
  (local $task i32)
  (local $r0v_best v128)
  (local $t0 i32)
  (local $r0_0 i32)
  (local $r0 f32)
  (local $r1v_best v128)
  (local $t1 v128)
  (local $r1_0 i32)
  (local $t2 v128)
  (local $r1 f32)
  (local $t4 v128)
  (local $j i32)
  (local $t3 i32)
  local.get $begin
  local.set $task
  local.get $task
  local.get $end
  i32.lt_s
  if
    loop
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $r0v_best
      local.get $task
      i32.const 32
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
        f32x4.add
        local.set $r0v_best
        local.get $r0_0
        i32.const 4
        i32.add
        local.set $r0_0
        local.get $r0_0
        i32.const 32
        i32.lt_s
        br_if 0
      end
      local.get $r0v_best
      f32x4.extract_lane 0
      local.get $r0v_best
      f32x4.extract_lane 1
      f32.add
      local.get $r0v_best
      f32x4.extract_lane 2
      local.get $r0v_best
      f32x4.extract_lane 3
      f32.add
      f32.add
      local.set $r0
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $r1v_best
      local.get $r0
      f32.const 0.03125
      f32.mul
      f32x4.splat
      local.set $t1
      i32.const 0
      local.set $r1_0
      loop
        local.get $arg:0
        local.get $r1_0
        local.get $t0
        i32.add
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.get $t1
        f32x4.sub
        local.set $t2
        local.get $r1v_best
        local.get $t2
        local.get $t2
        f32x4.mul
        f32x4.add
        local.set $r1v_best
        local.get $r1_0
        i32.const 4
        i32.add
        local.set $r1_0
        local.get $r1_0
        i32.const 32
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
      local.set $r1
      f32.const 1
      local.get $r1
      f32.const 0.03125
      f32.mul
      f32.const 0.000009999999747378752
      f32.add
      f32.sqrt
      f32.div
      f32x4.splat
      local.set $t4
      i32.const 0
      local.set $j
      loop
        local.get $j
        local.get $t0
        i32.add
        local.set $t3
        local.get $arg:3
        local.get $t3
        i32.const 2
        i32.shl
        i32.add
        local.get $arg:0
        local.get $t3
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.get $t1
        f32x4.sub
        local.get $t4
        f32x4.mul
        local.get $arg:1
        local.get $j
        i32.const 2
        i32.shl
        i32.add
        v128.load
        f32x4.mul
        local.get $arg:2
        local.get $j
        i32.const 2
        i32.shl
        i32.add
        v128.load
        f32x4.add
        v128.store
        local.get $j
        i32.const 4
        i32.add
        local.set $j
        local.get $j
        i32.const 32
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
