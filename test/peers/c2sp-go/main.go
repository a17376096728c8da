// Verifies the log of a running installation with the Go project's own note and tlog packages, which share no code and
// no author with ours. Usage: c2sp-go <base URL> [<remembered size> <remembered root>]. Prints one line of JSON.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight       = 8
	responseBytesMax = 16 << 20
	answerTimeout    = 20 * time.Second
	entriesMax       = 1 << 20
)

// outcome is what the program saw and verified.
type outcome struct {
	Origin      string `json:"origin"`
	Size        int64  `json:"size"`
	Root        string `json:"root"`
	Time        int64  `json:"time"`
	Tiles       int    `json:"tiles"`
	Inclusions  int    `json:"inclusions"`
	Consistency bool   `json:"consistency"`
}

func main() {
	result, err := verify(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(result)
}

func verify(args []string) (*outcome, error) {
	if len(args) != 1 && len(args) != 3 {
		return nil, errors.New("usage: c2sp-go <base URL> [<remembered size> <remembered root>]")
	}
	log := strings.TrimSuffix(args[0], "/") + "/log/"
	origin, tree, signed, err := readHead(log)
	if err != nil {
		return nil, err
	}
	result := &outcome{Origin: origin, Size: tree.N, Root: tree.Hash.String(), Time: signed}
	stored, err := readEntries(log, tree)
	if err != nil {
		return nil, err
	}
	if result.Tiles, err = compareTiles(log, tree, stored); err != nil {
		return nil, err
	}
	// From here on every hash comes from the served tiles, authenticated against the signed root.
	served := tlog.TileHashReader(tree, tileReader{log})
	if result.Inclusions, err = proveRecords(tree, stored, served); err != nil {
		return nil, err
	}
	if len(args) == 3 {
		if err := proveGrowth(tree, served, args[1], args[2]); err != nil {
			return nil, err
		}
		result.Consistency = true
	}
	return result, nil
}

func get(url string) ([]byte, error) {
	client := http.Client{Timeout: answerTimeout}
	response, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, response.Status)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, responseBytesMax+1))
	if err == nil && len(body) > responseBytesMax {
		err = fmt.Errorf("%s: more than %d bytes", url, responseBytesMax)
	}
	return body, err
}

// storedHashes keeps every node of the tree in the order of tlog.StoredHashIndex.
type storedHashes []tlog.Hash

func (s storedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = s[index]
	}
	return hashes, nil
}

// readEntries fetches every entry bundle and computes all hashes from them; the root must be the signed one.
func readEntries(log string, tree tlog.Tree) (storedHashes, error) {
	var stored storedHashes
	for index := int64(0); index<<tileHeight < tree.N; index++ {
		width := tree.N - index<<tileHeight
		if width > 1<<tileHeight {
			width = 1 << tileHeight
		}
		bundle, err := get(log + c2spPath("entries", tlog.Tile{H: tileHeight, L: 0, N: index, W: int(width)}))
		if err != nil {
			return nil, err
		}
		for i := int64(0); i < width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("bundle %d is cut off", index)
			}
			length := int(binary.BigEndian.Uint16(bundle))
			hashes, err := tlog.StoredHashes(index<<tileHeight+i, bundle[2:2+length], stored)
			if err != nil {
				return nil, err
			}
			stored = append(stored, hashes...)
			bundle = bundle[2+length:]
		}
		if len(bundle) > 0 {
			return nil, fmt.Errorf("bundle %d has bytes left", index)
		}
	}
	root, err := tlog.TreeHash(tree.N, stored)
	if err == nil && root != tree.Hash {
		err = errors.New("the entries do not give the signed root")
	}
	return stored, err
}

// c2spPath is the path of c2sp.org/tlog-tiles; tlog's own has the height in it.
func c2spPath(level string, tile tlog.Tile) string {
	parts := strings.SplitN(tile.Path(), "/", 4)
	return "tile/" + level + "/" + parts[3]
}

func tilePath(tile tlog.Tile) string { return c2spPath(strconv.Itoa(tile.L), tile) }

// compareTiles fetches every tile that a tree of this size has and compares it with the one computed.
func compareTiles(log string, tree tlog.Tree, stored storedHashes) (int, error) {
	tiles := tilesOf(tree.N)
	for _, tile := range tiles {
		served, err := get(log + tilePath(tile))
		if err != nil {
			return 0, err
		}
		computed, err := tlog.ReadTileData(tile, stored)
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(served, computed) {
			return 0, fmt.Errorf("%s differs", tilePath(tile))
		}
	}
	return len(tiles), nil
}

// tilesOf lists the tiles of c2sp.org/tlog-tiles; tlog.NewTiles also names every narrower partial one.
func tilesOf(size int64) []tlog.Tile {
	var tiles []tlog.Tile
	for level := 0; size>>(level*tileHeight) > 0; level++ {
		hashes := size >> (level * tileHeight)
		for index := int64(0); index<<tileHeight < hashes; index++ {
			width := hashes - index<<tileHeight
			if width > 1<<tileHeight {
				width = 1 << tileHeight
			}
			tiles = append(tiles, tlog.Tile{H: tileHeight, L: level, N: index, W: int(width)})
		}
	}
	return tiles
}

type tileReader struct{ log string }

func (r tileReader) Height() int                         { return tileHeight }
func (r tileReader) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (r tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		var err error
		if data[i], err = get(r.log + tilePath(tile)); err != nil {
			return nil, err
		}
	}
	return data, nil
}

const inclusionsMax = 64

// proveRecords proves entries spread over the log, the first and the last among them.
func proveRecords(tree tlog.Tree, stored storedHashes, served tlog.HashReader) (int, error) {
	step := tree.N/inclusionsMax + 1
	count := 0
	for at := int64(0); at < tree.N+step-1; at += step {
		index := at
		if index >= tree.N {
			index = tree.N - 1
		}
		proof, err := tlog.ProveRecord(tree.N, index, served)
		if err != nil {
			return 0, err
		}
		leaf := stored[tlog.StoredHashIndex(0, index)]
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf); err != nil {
			return 0, fmt.Errorf("entry %d: %w", index, err)
		}
		count++
	}
	return count, nil
}

func proveGrowth(tree tlog.Tree, served tlog.HashReader, rememberedSize, rememberedRoot string) error {
	size, err := strconv.ParseInt(rememberedSize, 10, 64)
	if err != nil {
		return err
	}
	root, err := tlog.ParseHash(rememberedRoot)
	if err != nil {
		return err
	}
	if size > tree.N {
		return fmt.Errorf("rollback: %d entries were remembered, now there are %d", size, tree.N)
	}
	proof, err := tlog.ProveTree(tree.N, size, served)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, size, root); err != nil {
		return fmt.Errorf("split view: %w", err)
	}
	return nil
}
