// What op-node knows of chains, for two questions:
//
//	registry <zip>  prints each chain of the superchain registry in op-geth's archive: its TOML, its rollup config.
//	check           reads rollup configs as op-node does (unknown fields are refused) and prints them as op-node writes them.
package main

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"

	"github.com/ethereum-optimism/optimism/op-node/rollup"
	"github.com/ethereum/go-ethereum/superchain"
)

type chain struct {
	Name    string         `json:"name"`
	Network string         `json:"network"`
	Toml    string         `json:"toml"`
	Rollup  *rollup.Config `json:"rollup"`
}

func main() {
	var err error
	switch {
	case len(os.Args) == 3 && os.Args[1] == "registry":
		err = printRegistry(os.Args[2])
	case len(os.Args) == 2 && os.Args[1] == "check":
		err = checkAll(os.Stdin)
	default:
		err = errors.New("usage: registry <zip> | check")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "op-node:", err)
		os.Exit(1)
	}
}

func printRegistry(file string) error {
	archive, err := zip.OpenReader(file)
	if err != nil {
		return err
	}
	defer archive.Close()
	output := json.NewEncoder(os.Stdout)
	for id, known := range superchain.Chains {
		config, err := rollup.LoadOPStackRollupConfig(id)
		if err != nil {
			return err
		}
		entry, err := archive.Open(path.Join("configs", known.Network, known.Name+".toml"))
		if err != nil {
			return err
		}
		text, err := io.ReadAll(entry)
		if err != nil {
			return err
		}
		if err := output.Encode(chain{known.Name, known.Network, string(text), config}); err != nil {
			return err
		}
	}
	return nil
}

func checkAll(input io.Reader) error {
	decoder, output := json.NewDecoder(input), json.NewEncoder(os.Stdout)
	decoder.DisallowUnknownFields()
	for {
		var config rollup.Config
		if err := decoder.Decode(&config); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := config.Check(); err != nil {
			return err
		}
		if err := output.Encode(&config); err != nil {
			return err
		}
	}
}
