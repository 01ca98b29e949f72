// The root of the judges. Their requirements are those of the programs: -modfile=deployer/opstack/<set>/go.mod.
module opraas.test/judges

go 1.23
