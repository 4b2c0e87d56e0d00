package dsl

import (
	"encoding/binary"
	"errors"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeUTF16 decodes UTF-16 without its byte-order mark, big endian or little.
func decodeUTF16(raw []byte, bigEndian int) ([]byte, error) {
	if len(raw)%2 != 0 {
		return nil, errors.New("it is UTF-16 with half a character at its end")
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if bigEndian == 1 {
		order = binary.BigEndian
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = order.Uint16(raw[2*i:])
	}
	text := make([]byte, 0, len(units))
	for _, r := range utf16.Decode(units) {
		if r == utf8.RuneError || r == 0 {
			return nil, errors.New("it is UTF-16 with a broken character in it")
		}
		text = utf8.AppendRune(text, r)
	}
	return text, nil
}
