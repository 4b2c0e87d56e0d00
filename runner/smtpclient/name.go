package smtpclient

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"strings"
)

// Name is a distinguished name as people write it. Go writes the attributes that it
// has no name for as numbers and octets, and the names of a company's own authority are
// made of such: of domain components (RFC 4519 §2.4).
func Name(n pkix.Name) string {
	out := n.String()
	for _, atv := range n.Names {
		value, ok := atv.Value.(string)
		short := shortNames[atv.Type.String()]
		if !ok || short == "" || !unescaped(value) {
			continue
		}
		for _, tag := range []int{asn1.TagIA5String, asn1.TagPrintableString, asn1.TagUTF8String} {
			octets, err := asn1.Marshal(asn1.RawValue{Tag: tag, Bytes: []byte(value)})
			if err == nil {
				out = strings.ReplaceAll(out, atv.Type.String()+"=#"+hex.EncodeToString(octets), short+"="+value)
			}
		}
	}
	return out
}

// shortNames are those of RFC 4514 §3, and the one that everybody uses for PKCS #9's.
var shortNames = map[string]string{"0.9.2342.19200300.100.1.25": "DC", "1.2.840.113549.1.9.1": "emailAddress"}

// unescaped reports whether a value needs no escape in a name (RFC 4514 §2.4).
func unescaped(value string) bool {
	return value != "" && !strings.ContainsFunc(value, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune(`"+,;<=>\#`, r)
	})
}
