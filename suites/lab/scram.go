package lab

import (
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
)

// scramRounds is the least that RFC 7677 §4 allows; the lab guards nothing.
const scramRounds = 4096

// scramSHA256 is RFC 7677 without channel binding: both sides prove that they know
// the password, and it never travels. It needs a profile with users, see
// withoutProofs.
func (x *exchange) scramSHA256() (string, bool, error) {
	b, err := x.first("")
	if err != nil {
		return "", false, err
	}
	bare, user, nonce, ok := clientFirst(string(b))
	if !ok {
		return "", false, nil
	}
	password, known, _ := x.session.secret(user)
	salt := make([]byte, 16)
	rand.Read(salt) // never fails: see crypto/rand
	serverFirst := fmt.Sprintf("r=%s%s,s=%s,i=%d", nonce, rand.Text(), base64.StdEncoding.EncodeToString(salt), scramRounds)
	b, err = x.next(serverFirst)
	if err != nil {
		return user, false, err
	}
	withoutProof, proofText, found := cutLast(string(b), ",p=")
	proof, err := base64.StdEncoding.DecodeString(proofText)
	nonceSent, _, _ := strings.Cut(strings.TrimPrefix(serverFirst, "r="), ",")
	if !found || err != nil || !strings.HasSuffix(withoutProof, ",r="+nonceSent) {
		return user, false, nil
	}
	salted, err := pbkdf2.Key(sha256.New, password, salt, scramRounds, sha256.Size)
	if err != nil {
		return user, false, err
	}
	message := bare + "," + serverFirst + "," + withoutProof
	if !proves(salted, message, proof) || !known {
		return user, false, nil
	}
	signature := mac(mac(salted, "Server Key"), message)
	_, err = x.next("v=" + base64.StdEncoding.EncodeToString(signature))
	return user, err == nil, err
}

// withoutProofs takes SCRAM out of the AUTH keywords: a server that takes any pair
// knows no password, and could not prove that it does. A keyword that is left
// without a mechanism goes too. CRAM-MD5 stays, since the server proves nothing in
// it and can take any proof.
func withoutProofs(keywords []string) []string {
	if !slices.ContainsFunc(keywords, offersSCRAM) {
		return keywords
	}
	out := []string{}
	for _, k := range keywords {
		if !offersSCRAM(k) {
			out = append(out, k)
			continue
		}
		head, rest := k[:len("AUTH")+1], strings.Fields(k[len("AUTH")+1:])
		rest = slices.DeleteFunc(rest, isSCRAM)
		if len(rest) > 0 {
			out = append(out, head+strings.Join(rest, " "))
		}
	}
	return out
}

// offersSCRAM reports whether a keyword line is AUTH, or the AUTH= of old servers,
// with the mechanism in it.
func offersSCRAM(keyword string) bool {
	upper := strings.ToUpper(keyword)
	if !strings.HasPrefix(upper, "AUTH ") && !strings.HasPrefix(upper, "AUTH=") {
		return false
	}
	return slices.ContainsFunc(strings.Fields(upper[len("AUTH")+1:]), isSCRAM)
}

func isSCRAM(mechanism string) bool { return strings.EqualFold(mechanism, "SCRAM-SHA-256") }

// clientFirst reads `n,,n=user,r=nonce` (RFC 5802 §7). "y" says that the client
// could bind the channel and believes that the server cannot, which is so.
func clientFirst(text string) (bare, user, nonce string, ok bool) {
	parts := strings.SplitN(text, ",", 3)
	if len(parts) != 3 || parts[0] != "n" && parts[0] != "y" {
		return "", "", "", false
	}
	bare = parts[2]
	name, rest, ok := strings.Cut(bare, ",r=")
	user, isName := strings.CutPrefix(name, "n=")
	nonce, _, _ = strings.Cut(rest, ",")
	user = strings.NewReplacer("=2C", ",", "=3D", "=").Replace(user)
	return bare, user, nonce, ok && isName && nonce != ""
}

// proves reports whether the proof was made with the password (RFC 5802 §3).
func proves(salted []byte, message string, proof []byte) bool {
	clientKey := mac(salted, "Client Key")
	stored := sha256.Sum256(clientKey)
	signature := mac(stored[:], message)
	if len(proof) != len(signature) {
		return false
	}
	recovered := make([]byte, len(proof))
	subtle.XORBytes(recovered, proof, signature)
	again := sha256.Sum256(recovered)
	return subtle.ConstantTimeCompare(again[:], stored[:]) == 1
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}
