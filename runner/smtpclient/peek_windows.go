package smtpclient

import (
	"os"
	"syscall"
	"unsafe"
)

// canPeek says that a socket can be looked into without taking anything from it.
const canPeek = true

// fionread asks how many bytes can be read (ioctlsocket, FIONREAD). Windows'
// sockets block, so that a peek would wait; this does not. An end of the stream is
// not seen by it, and is left to the next read.
const fionread = 0x4004667f

// peeker looks into a socket.
type peeker struct{}

func (p *peeker) look(raw syscall.RawConn) (bool, error) {
	var n, returned uint32
	var failed error
	err := raw.Control(func(fd uintptr) {
		failed = syscall.WSAIoctl(syscall.Handle(fd), fionread, nil, 0,
			(*byte)(unsafe.Pointer(&n)), uint32(unsafe.Sizeof(n)), &returned, nil, 0)
	})
	if err != nil {
		return true, err
	}
	if failed != nil {
		return true, os.NewSyscallError("wsaioctl", failed)
	}
	return n > 0, nil
}
