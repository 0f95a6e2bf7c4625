(func run (param $begin i32) (param $end i32) (param $scratch: i32) (param $arg:0 i32) (param $arg:1 i32) (param $arg:2 i32) (param $arg:3 i32) (param $arg:4 i32)
  (local $t3 v128)
  (local $task i32)
  (local $i1 i32)
  (local $old0 v128)
  (local $old1 v128)
  (local $old2 v128)
  (local $t0 v128)
  (local $:c_3f666666_3f666666_3f666666_3f666666 v128)
  (local $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd v128)
  (local $t1 v128)
  (local $:c_3f7fbe77_3f7fbe77_3f7fbe77_3f7fbe77 v128)
  (local $:c_3a83126f_3a83126f_3a83126f_3a83126f v128)
  (local $t2 v128)
  (local $:c_33d6bf95_33d6bf95_33d6bf95_33d6bf95 v128)
  v128.const i32x4 0x3f666666 0x3f666666 0x3f666666 0x3f666666
  local.set $:c_3f666666_3f666666_3f666666_3f666666
  v128.const i32x4 0x3dcccccd 0x3dcccccd 0x3dcccccd 0x3dcccccd
  local.set $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
  v128.const i32x4 0x3f7fbe77 0x3f7fbe77 0x3f7fbe77 0x3f7fbe77
  local.set $:c_3f7fbe77_3f7fbe77_3f7fbe77_3f7fbe77
  v128.const i32x4 0x3a83126f 0x3a83126f 0x3a83126f 0x3a83126f
  local.set $:c_3a83126f_3a83126f_3a83126f_3a83126f
  v128.const i32x4 0x33d6bf95 0x33d6bf95 0x33d6bf95 0x33d6bf95
  local.set $:c_33d6bf95_33d6bf95_33d6bf95_33d6bf95
  local.get $arg:4
  v128.load32_splat
  local.set $t3
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
      local.set $i1
      loop
        local.get $arg:0
        local.get $i1
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.set $old0
        local.get $arg:2
        local.get $i1
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.set $old1
        local.get $arg:3
        local.get $i1
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.set $old2
        local.get $arg:1
        local.get $i1
        i32.const 2
        i32.shl
        i32.add
        v128.load
        local.set $t0
        local.get $old0
        local.get $:c_3f666666_3f666666_3f666666_3f666666
        f32x4.mul
        local.get $t0
        local.get $:c_3dcccccd_3dcccccd_3dcccccd_3dcccccd
        f32x4.mul
        f32x4.add
        local.set $t1
        local.get $arg:0
        local.get $i1
        i32.const 2
        i32.shl
        i32.add
        local.get $t1
        v128.store
        local.get $old1
        local.get $:c_3f7fbe77_3f7fbe77_3f7fbe77_3f7fbe77
        f32x4.mul
        local.get $t0
        local.get $t0
        f32x4.mul
        local.get $:c_3a83126f_3a83126f_3a83126f_3a83126f
        f32x4.mul
        f32x4.add
        local.set $t2
        local.get $arg:2
        local.get $i1
        i32.const 2
        i32.shl
        i32.add
        local.get $t2
        v128.store
        local.get $arg:3
        local.get $i1
        i32.const 2
        i32.shl
        i32.add
        local.get $old2
        local.get $t3
        local.get $t1
        f32x4.mul
        local.get $t2
        f32x4.sqrt
        local.get $:c_33d6bf95_33d6bf95_33d6bf95_33d6bf95
        f32x4.add
        f32x4.div
        f32x4.sub
        v128.store
        local.get $i1
        i32.const 4
        i32.add
        local.set $i1
        local.get $i1
        i32.const 192
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
