package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// disk is the file system of the data folder. It can be made full.
type disk struct {
	folder string
	why    string // it cannot be made full; empty if it can
}

// roomy is the size of a disk that is not full.
const roomy = "4g"

// mount mounts a tmpfs at a folder, if this machine and this user can.
func mount(folder string) disk {
	d := disk{folder: folder}
	if runtime.GOOS != "linux" || os.Geteuid() != 0 {
		d.why = "full disks need Linux and root, to mount a small tmpfs"
		return d
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+roomy, "soak", folder).CombinedOutput(); err != nil {
		d.why = fmt.Sprintf("full disks need a tmpfs: %v: %s", err, out)
	}
	return d
}

// room has the bytes that fill leaves: the data folder grows while it is resized, and a tmpfs is never made
// smaller than its files.
const room = 64 << 10

// fill leaves no room that lasts for a second.
func (d disk) fill() (err error) {
	for range 5 {
		if err = d.resize(fmt.Sprint((d.used() + room) &^ 4095)); err == nil {
			return nil
		}
	}
	return err
}

// empty gives the room back.
func (d disk) empty() error { return d.resize(roomy) }

func (d disk) resize(size string) error {
	if out, err := exec.Command("mount", "-o", "remount,size="+size, d.folder).CombinedOutput(); err != nil {
		return fmt.Errorf("resize %s to %s: %w: %s", d.folder, size, err, out)
	}
	return nil
}

func (d disk) unmount() error {
	if d.why != "" {
		return nil
	}
	if out, err := exec.Command("umount", d.folder).CombinedOutput(); err != nil {
		return fmt.Errorf("unmount %s: %w: %s", d.folder, err, out)
	}
	return nil
}

// used returns the bytes of the files.
func (d disk) used() (bytes int64) {
	_ = filepath.WalkDir(d.folder, func(_ string, e fs.DirEntry, err error) error { // a file that is gone counts nothing
		if err != nil || e.IsDir() {
			return nil
		}
		if info, err := e.Info(); err == nil {
			bytes += info.Size()
		}
		return nil
	})
	return bytes
}
