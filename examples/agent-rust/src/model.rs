//! Scores with the active model of a registry's folder, and with the heuristic until there is one.

use std::fs;
use std::path::PathBuf;

use crate::features::FeatureSet;
use crate::opportunity::Opportunity;
use crate::registry::{self, Version};
use crate::scoring::{Heuristic, Score, Scoring};

/// Where XGBoost cuts the exponent off.
const MAX_EXPONENT: f32 = 88.7;
const EPSILON: f32 = 1e-16;

pub struct ModelScoring {
    latest: PathBuf,
    features: &'static FeatureSet,
    serving: Option<Version>,
    looked_at: Option<PathBuf>,
}

impl ModelScoring {
    /// Of a module's folder in the registry; serves nothing before [`ModelScoring::refresh`].
    pub fn new(module_folder: PathBuf, features: &'static FeatureSet) -> ModelScoring {
        ModelScoring {
            latest: module_folder.join("latest"),
            features,
            serving: None,
            looked_at: None,
        }
    }

    /// Looks where `latest` points, and serves that when it is new and sound; what was served goes on otherwise.
    /// Blocks on the disk: call it between events.
    pub fn refresh(&mut self) {
        let Ok(target) = fs::canonicalize(&self.latest) else { return };
        if self.looked_at.as_ref() == Some(&target) {
            return;
        }
        match registry::load(&target, self.features) {
            Ok(version) => {
                eprintln!("agent: decisions are scored by the model {}", version.name);
                self.serving = Some(version);
            }
            Err(reason) => eprintln!("agent: the active model is not served: {reason}"),
        }
        self.looked_at = Some(target);
    }
}

impl Scoring for ModelScoring {
    fn score(&mut self, opportunity: &Opportunity) -> Score {
        match &mut self.serving {
            None => Heuristic.score(opportunity),
            Some(version) => {
                let margin = version.library.margin(&self.features.vector(opportunity));
                Score { quality: f64::from(sigmoid(margin)), model_version: version.name.clone() }
            }
        }
    }
}

/// As the scorer in Java has it; the library's own uses another exponential.
fn sigmoid(margin: f32) -> f32 {
    let exponent = if -margin < MAX_EXPONENT { -margin } else { MAX_EXPONENT };
    1.0 / (libm::exp(f64::from(exponent)) as f32 + 1.0 + EPSILON)
}
