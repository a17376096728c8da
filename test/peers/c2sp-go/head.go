package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// readHead verifies both signatures of the checkpoint and reads it (c2sp.org/tlog-checkpoint).
func readHead(log string) (origin string, tree tlog.Tree, signed int64, err error) {
	key, err := get(log + "key")
	if err != nil {
		return
	}
	clockKey, err := get(log + "clock-key")
	if err != nil {
		return
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(key)))
	if err != nil {
		return
	}
	clock, err := newCosigner(strings.TrimSpace(string(clockKey)))
	if err != nil {
		return
	}
	message, err := get(log + "checkpoint")
	if err != nil {
		return
	}
	opened, err := note.Open(message, note.VerifierList(verifier, clock))
	if err != nil {
		return
	}
	if len(opened.Sigs) != 2 {
		err = fmt.Errorf("%d of 2 trusted signatures", len(opened.Sigs))
		return
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		err = errors.New("not the three lines of a checkpoint of this log")
		return
	}
	origin = lines[0]
	tree.N, err = strconv.ParseInt(lines[1], 10, 64)
	if err == nil && (tree.N < 0 || tree.N > entriesMax) {
		err = fmt.Errorf("size %d is out of bounds", tree.N)
	}
	if err == nil {
		tree.Hash, err = tlog.ParseHash(lines[2])
	}
	return origin, tree, clock.signed, err
}

// cosigner verifies cosignature/v1 (c2sp.org/tlog-cosignature) and keeps the time that was signed.
type cosigner struct {
	name   string
	hash   uint32
	key    ed25519.PublicKey
	signed int64
}

func newCosigner(line string) (*cosigner, error) {
	parts := strings.SplitN(line, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("the clock key is not name+hash+key")
	}
	encoded, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(encoded) != 1+ed25519.PublicKeySize || encoded[0] != 4 {
		return nil, errors.New("the clock key is not of type 4")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), encoded...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, errors.New("the clock key has another hash")
	}
	return &cosigner{name: parts[0], hash: hash, key: encoded[1:]}, nil
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(message, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	c.signed = int64(binary.BigEndian.Uint64(signature))
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", c.signed, message)
	return ed25519.Verify(c.key, []byte(text), signature[8:])
}
