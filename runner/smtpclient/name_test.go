package smtpclient

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"testing"
)

// TestName: a company's own authority is named as its administrator knows it; what would
// need an escape stays as Go writes it.
func TestName(t *testing.T) {
	dc, mail := asn1.ObjectIdentifier{0, 9, 2342, 19200300, 100, 1, 25}, asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1}
	for want, n := range map[string]pkix.Name{
		"CN=DC01-CA,DC=contoso,DC=local":              {CommonName: "DC01-CA", Names: []pkix.AttributeTypeAndValue{{Type: dc, Value: "local"}, {Type: dc, Value: "contoso"}}},
		"O=Fortinet,emailAddress=a@b.example":         {Organization: []string{"Fortinet"}, Names: []pkix.AttributeTypeAndValue{{Type: mail, Value: "a@b.example"}}},
		"CN=x,0.9.2342.19200300.100.1.25=#1303612c62": {CommonName: "x", Names: []pkix.AttributeTypeAndValue{{Type: dc, Value: "a,b"}}},
		"CN=x": {CommonName: "x"},
	} {
		if got := Name(n); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
