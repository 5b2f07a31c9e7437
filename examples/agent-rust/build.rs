//! With the feature `generate`: writes the code of both schemas into `src/proto`. Without it, nothing.

#[cfg(feature = "generate")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let schemas = "../../proto";
    let files = protox::compile(["realtime.proto", "market.proto"], [schemas])?;
    let mut config = prost_build::Config::new();
    config.out_dir("src/proto").btree_map(["."]);
    config.compile_fds(files)?;
    println!("cargo:rerun-if-changed={schemas}");
    Ok(())
}

#[cfg(not(feature = "generate"))]
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
}
