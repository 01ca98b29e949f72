// Prints the hash and the state root that op-geth gives each genesis JSON on stdin, a line for each.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/ethereum/go-ethereum/core"
)

func main() {
	input := json.NewDecoder(os.Stdin)
	for {
		var genesis core.Genesis
		if err := input.Decode(&genesis); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			fail(err)
		}
		if err := genesis.Config.CheckConfigForkOrder(); err != nil {
			fail(err)
		}
		if err := genesis.Config.CheckOptimismValidity(); err != nil {
			fail(err)
		}
		block := genesis.ToBlock()
		fmt.Println(block.Hash(), block.Root())
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "op-geth:", err)
	os.Exit(1)
}
