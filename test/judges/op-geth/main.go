// Prints the hash and the state root that op-geth gives the genesis JSON on stdin.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/ethereum/go-ethereum/core"
)

func main() {
	var genesis core.Genesis
	if err := json.NewDecoder(os.Stdin).Decode(&genesis); err != nil {
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

func fail(err error) {
	fmt.Fprintln(os.Stderr, "op-geth:", err)
	os.Exit(1)
}
